import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
import { parseExposition } from "../../testing/exposition-parser.ts";
import { connectionIn, table } from "./elements.ts";
import { stage } from "./stage.ts";

const at = stage({ sseInterval: 100 });

/** Number of the feed's clients, by the host. */
async function clients(): Promise<number | undefined> {
  const response = await fetch(`${at.host.url}/metrics/api/metrics/prometheus`);
  const families = parseExposition(await response.text());
  return families.find(({ name }) => name === "buntime_metrics_feed_clients")?.samples[0]?.value;
}

function clientsAre(wanted: number): Promise<true> {
  return eventually(`${wanted} clients of the feed`, async () => (await clients()) === wanted);
}

/** What the browser does when another tab is chosen; an automated one keeps all its tabs visible. */
async function turn(page: Page, visibility: "hidden" | "visible"): Promise<void> {
  await page.evaluate((state) => {
    Object.defineProperty(document, "hidden", { configurable: true, value: state === "hidden" });
    Object.defineProperty(document, "visibilityState", { configurable: true, value: state });
    document.dispatchEvent(new Event("visibilitychange"));
  }, visibility);
}

/** Opens a page with a clock of its own, in a context without another page's connections. */
async function open(path: string): Promise<Page> {
  const page = await at.open("about:blank", { fresh: true });
  await page.clock.install();
  await page.goto(at.host.url + path);
  return page;
}

/** Hides the page for so long by its own clock; returns what it requests meanwhile. */
async function hide(page: Page, ms: number): Promise<string[]> {
  await clientsAre(1);
  await turn(page, "hidden");
  await connectionIn(page, "hidden").waitFor();
  await clientsAre(0);
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.clock.runFor(ms);
  expect(await clients()).toBe(0);
  page.removeAllListeners("request");
  return requests;
}

/** The number of active workers in the rows of the data table, newest first; `null` for no data. */
async function tabled(page: Page): Promise<(number | null)[]> {
  const panel = page.getByRole("region", { name: "Workers over time" });
  const cells = panel.getByRole("table").locator("tbody tr td:nth-of-type(1)");
  return (await cells.allTextContents()).map((text) => (text === "no data" ? null : Number(text)));
}

test("a hidden Overview has no feed, and goes on with a gap in its charts", async () => {
  const page = await open("/metrics/?window=1");
  const panel = page.getByRole("region", { name: "Workers over time" });
  const summary = panel.getByTestId("chart-summary");
  await summary.getByText("last minute").waitFor({ state: "attached" });
  // With the lower panels everything has been loaded.
  await page.getByText("Scrape URL").waitFor();
  await panel.getByRole("button", { name: "Data table" }).click();
  await eventually("a first row", async () => (await tabled(page))[0] !== null);
  expect(await hide(page, 9_000)).toEqual([]);
  await turn(page, "visible");
  await connectionIn(page, "live").waitFor();
  await clientsAre(1);
  // Newest first: numbers, none while hidden, those of before. Gaps of a machine that stalls leave the minute.
  await eventually("a gap between numbers", async () => {
    const rows = (await tabled(page)).map((active) => (active === null ? "-" : "n")).join("");
    return /^n+-+n/.test(rows);
  });
});

test("a hidden Workers page requests nothing, and goes on", async () => {
  const page = await open("/metrics/workers");
  await table(page).waitFor();
  expect(await hide(page, 10_000)).toEqual([]);
  const response = page.waitForResponse((each) => each.url().endsWith("/stats"));
  await turn(page, "visible");
  await response;
  await connectionIn(page, "live").waitFor();
  await clientsAre(1);
});
