import { expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
import { violationsOf } from "./axe.ts";
import { connectionIn, figure, table } from "./elements.ts";
import { type Handler, heldBody, heldResponse, passOn, refusal, startProxy } from "./proxy.ts";
import { stage } from "./stage.ts";

const at = stage({ load: "light", sseInterval: 200 }, { context: { bypassCSP: true } });

const isApi = (path: string) => path.includes("/api/metrics/");
const feedIs =
  (respond: () => Response | Promise<Response>): Handler =>
  (path) =>
    path.endsWith("/sse") ? respond() : undefined;

const live = (page: Page) => connectionIn(page, "live").waitFor();

/** Opens a page with a clock that {@link passUntil} can move. */
async function open(path = "", url = at.proxy.url): Promise<Page> {
  const page = await at.open("about:blank", { fresh: true });
  await page.clock.install();
  await page.goto(`${url}/metrics/${path}`);
  return page;
}

/** Lets the page's time pass, second by second, until an element is there. */
async function passUntil(page: Page, element: Locator): Promise<void> {
  await eventually(`${element}`, async () => {
    await page.clock.runFor(1_000);
    return (await element.count()) > 0;
  });
}

test.each([
  ["the feed's body", heldBody],
  ["the whole feed", heldResponse],
])("where a proxy holds %s back, a page says so and polls", async (_, respond) => {
  at.proxy.handler = feedIs(respond);
  const page = await open();
  await passUntil(page, connectionIn(page, "polling"));
  await page.getByTestId("notice").getByText("proxy_buffering off").waitFor();
  expect(await violationsOf(page)).toEqual([]);
  const shown = () => page.getByTestId("timestamp").textContent();
  const before = await shown();
  await eventually("newer numbers", async () => {
    await page.clock.runFor(1_000);
    return (await shown()) !== before;
  });
  at.proxy.handler = passOn;
  await page.reload();
  await live(page);
  expect(await page.getByTestId("notice").count()).toBe(0);
});

test("a stream through which nothing comes any more is opened again after half a minute", async () => {
  let opened = 0;
  /** How many of the streams opened so far are silent. */
  let silent = 0;
  at.proxy.handler = feedIs(async () => {
    const mine = ++opened;
    const { body, headers } = await fetch(`${at.host.url}/metrics/api/metrics/sse`);
    const gate = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        if (mine > silent) controller.enqueue(chunk);
      },
    });
    return new Response(body?.pipeThrough(gate) ?? null, { headers });
  });
  const page = await open();
  const rate = page.getByTestId("vital-requestRate").filter({ hasText: /\d/ });
  await rate.waitFor();
  silent = opened;
  await passUntil(page, connectionIn(page, "polling"));
  await page.getByTestId("activity-outdated").waitFor();
  expect(await rate.evaluate((node) => node.closest("ul.grayscale") !== null)).toBe(false);
  await page.clock.fastForward(31_000);
  await live(page);
  expect(opened).toBeGreaterThan(silent);
  await rate.waitFor();
  expect(await page.getByTestId("activity-outdated").count()).toBe(0);
});

test("a page has one notice of each way in which a proxy refuses, also after a change of page, and recovers", async () => {
  at.expectFaults();
  const html = { headers: { "content-type": "text/html" } };
  let respond = () => refusal(401);
  at.proxy.handler = (asked) => (isApi(asked) ? respond() : undefined);
  const page = await open("workers");
  const retry = page.getByRole("button", { name: "Retry now" });
  const expectNotice = async (text: string) => {
    const notices = page.getByTestId("notice");
    await notices.getByText(text).first().waitFor();
    expect(await notices.count()).toBe(1);
    // Nothing seems to be on its way.
    expect(await page.getByTestId("loading").count()).toBe(0);
  };
  await expectNotice("(401)");
  for (const [text, next] of [
    ["(503)", () => refusal(503)],
    ["a page instead of data", () => new Response("<!doctype html><p>Sign in", html)],
    ["reload the page to sign in", () => Response.redirect("http://localhost:1/sign-in", 302)],
  ] as const) {
    respond = next;
    await retry.click();
    await expectNotice(text);
  }
  await page.getByRole("link", { name: "Overview" }).click();
  await expectNotice("reload the page to sign in");
  at.proxy.handler = passOn;
  await retry.click();
  await live(page);
  await page.getByTestId("notice").waitFor({ state: "detached" });
  await figure(page, "Workers", "Size").getByText("10").waitFor();
  await page.getByRole("link", { name: "Workers", exact: true }).click();
  await table(page).waitFor();
});

test("where only the workers are refused, those of before stay, and are marked as stale", async () => {
  at.expectFaults();
  const page = await open("workers");
  await table(page).waitFor();
  at.proxy.handler = (path) => (path.endsWith("/stats") ? refusal(403) : undefined);
  const notice = page.getByTestId("notice");
  await passUntil(page, notice.getByText("(403)"));
  await notice.getByText("refused by the proxy").waitFor();
  await table(page).waitFor();
  await passUntil(page, connectionIn(page, "stale"));
  at.proxy.handler = passOn;
  await passUntil(page, connectionIn(page, "live"));
  await notice.waitFor({ state: "detached" });
});

test("a server that stops is noticed, and one that comes back is found", async () => {
  at.expectFaults();
  const first = startProxy(at.host.url);
  const page = await open("", first.url);
  await live(page);
  first[Symbol.dispose]();
  await connectionIn(page, "waiting").getByText("Reconnecting").waitFor();
  using _ = startProxy(at.host.url, first.port);
  await passUntil(page, connectionIn(page, "live"));
});
