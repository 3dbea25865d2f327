import { afterEach, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
import { parseExposition } from "../../testing/exposition-parser.ts";
import { connectionIn, table } from "./elements.ts";
import { stage } from "./stage.ts";
import type { Visit } from "./visit.ts";

/** How long a page is hidden, in ms: the data table's rows are stretches of 4 s, one of them lies within. */
const TWO_ROWS = 9_000;
/** How long a page is hidden, in ms, that else would ask every 2 s. */
const TWO_QUESTIONS = 4_500;

const at = stage({ sseInterval: 100 });
let here: Visit;

afterEach(async () => {
  const { faults } = here;
  await here.close();
  expect(faults).toEqual([]);
});

/** Clients of the feed, as the host tells. */
async function clients(): Promise<number | undefined> {
  const answer = await fetch(`${at.host.url}/metrics/api/metrics/prometheus`);
  const families = parseExposition(await answer.text());
  return families.find(({ name }) => name === "buntime_metrics_feed_clients")?.samples[0]?.value;
}

function clientsAre(wanted: number): Promise<true> {
  return eventually(`${wanted} clients of the feed`, async () => (await clients()) === wanted);
}

/** What the browser does when another tab is chosen; an automated one keeps all its tabs shown. */
async function turn(page: Page, visibility: "hidden" | "visible"): Promise<void> {
  await page.evaluate((state) => {
    Object.defineProperty(document, "hidden", { configurable: true, value: state === "hidden" });
    Object.defineProperty(document, "visibilityState", { configurable: true, value: state });
    document.dispatchEvent(new Event("visibilitychange"));
  }, visibility);
}

/** What a page asks for while it is hidden for a while; during which the host has no client. */
async function rest(page: Page, ms: number): Promise<string[]> {
  await clientsAre(1);
  await turn(page, "hidden");
  await connectionIn(page, "hidden").waitFor();
  await clientsAre(0);
  const asked: string[] = [];
  const note = (request: { url(): string }) => asked.push(request.url());
  page.on("request", note);
  for (const until = performance.now() + ms; performance.now() < until; ) {
    expect(await clients()).toBe(0);
    await Bun.sleep(500);
  }
  page.off("request", note);
  return asked;
}

/** The number of active workers in the rows of the data table, newest first; `null` for no data. */
async function tabled(page: Page): Promise<(number | null)[]> {
  const panel = page.getByRole("region", { name: "Workers over time" });
  const cells = await panel
    .getByRole("table")
    .locator("tbody tr td:nth-of-type(1)")
    .allTextContents();
  return cells.map((text) => (text === "no data" ? null : Number(text)));
}

test("a hidden Overview has no feed, and goes on with a gap in its charts", async () => {
  here = await at.visit("/metrics/?window=1");
  const { page } = here;
  const panel = page.getByRole("region", { name: "Workers over time" });
  const summary = panel.getByTestId("chart-summary");
  await summary.getByText("last minute").waitFor({ state: "attached" });
  // What lies below the first view has come too: nothing is left to be loaded.
  await page.getByText("Scrape URL").waitFor();
  await panel.getByRole("button", { name: "Data table" }).click();
  await eventually("a first row", async () => (await tabled(page))[0] !== null);
  expect(await summary.getByText("gap").count()).toBe(0);
  expect(await rest(page, TWO_ROWS)).toEqual([]);
  await turn(page, "visible");
  await connectionIn(page, "live").waitFor();
  await clientsAre(1);
  await summary.getByText("1 gap without data.").waitFor({ state: "attached" });
  const rows = (await tabled(page)).map((active) => (active === null ? "-" : "n")).join("");
  // Numbers, nothing for a while, the numbers of before, and nothing from before the visit.
  expect(rows).toMatch(/^n+-+n+-*$/);
});

test("a hidden Workers page asks for nothing, and goes on", async () => {
  here = await at.visit("/metrics/workers");
  const { page } = here;
  await table(page).waitFor();
  expect(await rest(page, TWO_QUESTIONS)).toEqual([]);
  const answered = page.waitForResponse((response) => response.url().endsWith("/stats"));
  await turn(page, "visible");
  await answered;
  await connectionIn(page, "live").waitFor();
  await clientsAre(1);
});
