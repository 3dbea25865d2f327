import { afterEach, expect, test } from "bun:test";
import { setUpDom } from "../../../../testing/dom.ts";

const { render, act } = await setUpDom();
const { setLocale } = await import("../../i18n/language.ts");
const { PrometheusPanel } = await import("./PrometheusPanel.tsx");

const original = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = original;
});

/** Shows the panel once it has its response. */
const show = () => act(async () => render(<PrometheusPanel />));

/** Responds to every request of the page with this status. */
function respond(status: number): void {
  const headers = { "content-type": "text/plain" };
  const response = async () => new Response(null, { status, headers });
  globalThis.fetch = Object.assign(response, { preconnect() {} });
}

test("the scrape address and a configuration can be copied if the endpoint works", async () => {
  respond(200);
  const panel = await show();
  panel.getByText(/\/api\/metrics\/prometheus$/);
  expect(panel.getAllByRole("button", { name: /^Copy/ })).toHaveLength(2);
  expect(panel.queryByTestId("notice")).toBeNull();
});

test("an open page notices that the endpoint was disabled", async () => {
  respond(200);
  const panel = await show();
  respond(404);
  await act(async () => void document.dispatchEvent(new Event("visibilitychange")));
  expect(panel.getByTestId("notice").textContent).toContain("prometheus: true");
});

test.each([
  ["en", "Set prometheus: true in the plugin's manifest.yaml and restart the runtime."],
  ["pt-BR", "Defina prometheus: true no manifest.yaml do plugin e reinicie o runtime."],
] as const)(
  "where it is off, a sentence in %s says what to do, and nothing can be copied",
  async (locale, sentence) => {
    respond(404);
    await setLocale(locale);
    const panel = await show();
    const notice = panel.getByTestId("notice");
    expect(notice.textContent).toContain(sentence);
    expect(panel.queryByRole("button")).toBeNull();
    expect(panel.queryByText(/api\/metrics\/prometheus/)).toBeNull();
  },
);
