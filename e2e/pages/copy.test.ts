import { afterAll, beforeAll, expect, test } from "bun:test";
import { type Browser, chromium, type Page } from "playwright-core";
import { type DevHost, startHost } from "../../dev/host.ts";
import { ensureChromium } from "../../scripts/tools/chromium.ts";
import { type Place, rowOf } from "./elements.ts";
import { idOf, named } from "./named.ts";
import { type Visit, visit } from "./visit.ts";

/** An origin of plain http that is not this machine to the browser, as on a network of one's own. */
const NAME = "metrics.test";
const rule = `--host-resolver-rules=MAP ${NAME} 127.0.0.1`;

let browser: Browser;
let host: DevHost;

beforeAll(async () => {
  const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", rule];
  browser = await chromium.launch({ executablePath: await ensureChromium(), args });
  host = await startHost({ port: 0, quiet: true });
  host.replacePool(named(["first@1.0.0", "second@1.0.0"]));
  await host.reload();
});
afterAll(async () => {
  await browser.close();
  await host.stop();
});

async function open(path: string): Promise<Visit> {
  const here = await visit(browser, `http://${NAME}:${host.port}${path}`);
  const missing = await here.page.evaluate("navigator.clipboard === undefined");
  expect(missing).toBe(true);
  return here;
}

async function copy(place: Place, label: string): Promise<void> {
  const button = place.getByRole("button", { name: label, exact: true });
  await button.press("Enter");
  await place.getByRole("status").filter({ hasText: "Copied" }).waitFor({ state: "attached" });
  // What was pressed is still there, and has the focus.
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
}

/** What a paste into the page, beside all that is ours, brings. */
async function pasted(page: Page): Promise<string> {
  const id = "paste-here";
  await page.evaluate((name) => {
    const field = document.createElement("textarea");
    field.id = name;
    document.body.append(field);
  }, id);
  const field = page.locator(`#${id}`);
  await field.press("Control+V");
  const text = await field.inputValue();
  await field.evaluate((element) => element.remove());
  return text;
}

const frames = [
  ["alone", ""],
  ["in the shell", "/shell"],
] as const;

test.each(frames)("%s, the scrape address and PromQL are copied", async (_, prefix) => {
  const { page, faults, close } = await open(`${prefix}/metrics`);
  const place = prefix === "" ? page : page.frameLocator("iframe");
  await copy(place, "Copy: Scrape address");
  const address = await pasted(page);
  expect(address).toBe(`http://${NAME}:${host.port}/metrics/api/metrics/prometheus`);
  await place.getByRole("button", { name: "PromQL for: Uptime" }).press("Enter");
  const query = await place.getByRole("listitem").locator("code").first().textContent();
  await copy(place, `Copy ${query}`);
  expect(await pasted(page)).toBe(query ?? "");
  expect(faults).toEqual([]);
  await close();
});

test("a worker's id is copied whole, and its details as JSON", async () => {
  const { page, faults, close } = await open("/metrics/workers");
  const row = rowOf(page, "second@1.0.0");
  await copy(page, `Copy the id ${idOf(1)}`);
  expect(await pasted(page)).toBe(idOf(1));
  await row.getByRole("link").press("Enter");
  await page.getByTestId("details").getByRole("term").first().waitFor();
  await copy(page, "Copy as JSON");
  expect(JSON.parse(await pasted(page))).toMatchObject({ id: idOf(1), app: "second@1.0.0" });
  expect(faults).toEqual([]);
  await close();
});
