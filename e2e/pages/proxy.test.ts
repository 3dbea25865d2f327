import { describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { startHost } from "../../dev/host.ts";
import { eventually } from "../../testing/eventually.ts";
import { connectionIn, figure, gauge, numberIn, table } from "./elements.ts";
import { type Handler, heldBody, heldResponse, refusal } from "./proxy.ts";
import { stage } from "./stage.ts";

const at = stage({ load: "light", sseInterval: 200 });

const isApi = (path: string) => path.includes("/api/metrics/");
const feedIs =
  (respond: () => Response | Promise<Response>): Handler =>
  (path) =>
    path.endsWith("/sse") ? respond() : undefined;

const open = (page = "") => at.open(`${at.proxy.url}/metrics/${page}`);
const live = (page: Page) => connectionIn(page, "live").waitFor();

test.each([
  ["the feed's body", heldBody],
  ["the whole feed", heldResponse],
])("where a proxy holds %s back, a page says so and polls", async (_, respond) => {
  at.proxy.handler = feedIs(respond);
  const page = await open();
  await connectionIn(page, "polling").waitFor();
  await page.getByTestId("notice").getByText("proxy_buffering off").waitFor();
  await page.getByTestId("activity-absent").getByText("live stream").waitFor();
  const shown = () => page.getByTestId("timestamp").textContent();
  const before = await shown();
  await eventually("newer numbers", async () => (await shown()) !== before);
  at.proxy.handler = () => undefined;
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
  const page = await at.open("about:blank", { fresh: true });
  await page.clock.install();
  await page.goto(`${at.proxy.url}/metrics/`);
  const rate = page.getByTestId("vital-requestRate");
  const hasRate = async () => /\d/.test((await rate.textContent()) ?? "");
  await eventually("a rate", hasRate);
  silent = opened;
  await eventually("polling", async () => {
    await page.clock.runFor(1_000);
    return (await connectionIn(page, "polling").count()) === 1;
  });
  await page.getByTestId("activity-outdated").waitFor();
  expect(await rate.evaluate((node) => node.closest("ul.grayscale") !== null)).toBe(false);
  await page.clock.fastForward(31_000);
  await live(page);
  expect(opened).toBeGreaterThan(silent);
  await eventually("a rate again", hasRate);
  expect(await page.getByTestId("activity-outdated").count()).toBe(0);
});

test("where a sign-in page of another origin comes between, the notice says how to sign in", async () => {
  at.expectFaults();
  at.proxy.handler = (path) =>
    isApi(path) ? Response.redirect("http://localhost:1/sign-in", 302) : undefined;
  const page = await open();
  await page.getByTestId("notice").getByText("reload the page to sign in").waitFor();
});

describe.each(["", "workers"])("the page /%s", (path) => {
  const login = () =>
    new Response("<!doctype html><p>Sign in", { headers: { "content-type": "text/html" } });
  const refusals: [title: string, respond: () => Response][] = [
    ["(401)", () => refusal(401)],
    ["(403)", () => refusal(403)],
    ["(503)", () => refusal(503)],
    ["a page instead of data", login],
  ];

  test("has one notice for each way in which a proxy refuses, and recovers", async () => {
    at.expectFaults();
    let respond = () => refusal(401);
    at.proxy.handler = (asked) => (isApi(asked) ? respond() : undefined);
    const page = await open(path);
    const notice = page.getByTestId("notice");
    for (const [title, next] of refusals) {
      respond = next;
      await eventually(`a notice of ${title}`, async () => {
        const retry = page.getByRole("button", { name: "Retry now" });
        if ((await notice.filter({ hasText: title }).count()) > 0) return true;
        if (await retry.isVisible()) await retry.click();
        await Bun.sleep(100);
        return false;
      });
      expect(await notice.count()).toBe(1);
      // Nothing seems to be on its way.
      expect(await page.getByTestId("loading").count()).toBe(0);
    }
    await connectionIn(page, "waiting").waitFor();
    at.proxy.handler = () => undefined;
    await page.getByRole("button", { name: "Retry now" }).click();
    await live(page);
    await notice.waitFor({ state: "detached" });
    if (path === "workers") return await table(page).waitFor();
    await eventually("numbers", async () => {
      return (await numberIn(figure(page, "Workers", "Size"))) === 10;
    });
  });
});

test("where only the workers are refused, those of before stay, and are marked as stale", async () => {
  at.expectFaults();
  const page = await open("workers");
  await table(page).waitFor();
  at.proxy.handler = (path) => (path.endsWith("/stats") ? refusal(403) : undefined);
  const notice = page.getByTestId("notice");
  await notice.getByText("(403)").waitFor();
  await notice.getByText("refused by the proxy").waitFor();
  await table(page).waitFor();
  await connectionIn(page, "stale").waitFor();
  at.proxy.handler = () => undefined;
  await notice.waitFor({ state: "detached" });
  await live(page);
});

test("an open page notices by itself that the scrape address was switched off", async () => {
  at.expectFaults();
  const page = await open();
  const panel = page.getByRole("region", { name: "Prometheus" });
  await panel.getByText("/api/metrics/prometheus").waitFor();
  at.proxy.handler = (path) => (path.endsWith("/prometheus") ? refusal(404) : undefined);
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await panel.getByTestId("notice").getByText("prometheus: true").waitFor();
  // There is nothing to copy that would not work.
  expect(await panel.getByRole("button").count()).toBe(0);
});

// Last: the process's feed goes over to the hosts that it starts.
test("a host that stops is noticed, its last numbers lose their colour, and one that comes back is found", async () => {
  at.expectFaults();
  const options = { quiet: true, load: "light", sseInterval: 200 } as const;
  const first = await startHost({ ...options, port: 0 });
  const { port, url } = first;
  const page = await at.open(`${url}/metrics/`, { fresh: true });
  await live(page);
  await first.stop();
  await connectionIn(page, "waiting").getByText("Reconnecting").waitFor();
  const arc = gauge(page).locator("svg").first();
  expect(await arc.evaluate((node) => getComputedStyle(node).filter)).toContain("grayscale");
  expect(await page.getByTestId("level").count()).toBe(0);
  await using _ = await startHost({ ...options, port });
  await live(page);
});
