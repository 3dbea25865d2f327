import { afterEach, beforeEach, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { rowOf } from "./elements.ts";
import { named } from "./named.ts";
import { stage } from "./stage.ts";
import type { Visit } from "./visit.ts";

/** Each has `run` in it; a spreadsheet would take each for a formula. */
const FORMULAS = ['=run("x","y")', "+run+1", "-run-1", "@run(A1:A9)", "\t=run", "\r=run"];
const HARMLESS = ["runs@1.0.0", 'runs "as told", twice@1.0.0'];

const { visit } = stage({}, { pool: named([...FORMULAS, ...HARMLESS, "other@1.0.0"]) });
let here: Visit;
let page: Page;

beforeEach(async () => {
  here = await visit("/metrics/workers");
  page = here.page;
  await rowOf(page, "other@1.0.0").waitFor();
});
afterEach(async () => {
  const { faults } = here;
  await here.close();
  expect(faults).toEqual([]);
});

async function narrow(text: string, rows: number): Promise<void> {
  await page.getByRole("searchbox").fill(text);
  await page.getByTestId("totals").getByText(`${rows} of 9 workers`).waitFor();
}

/** The file that a press in the menu gives. */
async function exported(format: "CSV" | "JSON"): Promise<{ name: string; text: string }> {
  await page.getByRole("button", { name: "Export" }).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: `${format}: rows` }).click();
  const download = await coming;
  const text = await Bun.file(await download.path()).text();
  return { name: download.suggestedFilename(), text };
}

test("the rows that are shown come as CSV, the others do not", async () => {
  await narrow("s@1.0.0", 1);
  const { name, text } = await exported("CSV");
  expect(name).toMatch(/^workers-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.csv$/);
  const [head, ...lines] = text.trimEnd().split("\r\n");
  expect(head).toStartWith("app,id,state,requests,errors,avgResponseTimeMs,uptime,rss,heapUsed");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toStartWith("runs@1.0.0,00000000-0000-4000-8000-000000000006,active,6,");
});

test("groups and chosen columns come as they are on the screen", async () => {
  await page.goto(`${page.url()}?group=true&sort=requests&desc=true&cols=requests&q=run`);
  await page.getByTestId("totals").getByText("8 of 9 workers").waitFor();
  const { text } = await exported("CSV");
  const [head, ...lines] = text.trimEnd().split("\r\n");
  expect(head).toBe("app,id,requests,ephemeral,failed,blocked");
  expect(lines.map((line) => /,(\d+),,,$/.exec(line)?.[1])).toEqual([..."76543210"]);
});

test("the rows that are shown come as JSON, names as they are", async () => {
  await narrow("run", FORMULAS.length + HARMLESS.length);
  const head = page.getByRole("columnheader", { name: "Requests" });
  await head.getByRole("button").click();
  await page.locator('tr[aria-rowindex="2"]').filter({ hasText: "as told" }).waitFor();
  const { name, text } = await exported("JSON");
  expect(name).toEndWith("Z.json");
  const apps = (JSON.parse(text) as { app: string }[]).map(({ app }) => app);
  expect(apps).toEqual([...FORMULAS, ...HARMLESS].toReversed());
});

test("no text of the CSV is a formula to a spreadsheet", async () => {
  await narrow("run", FORMULAS.length + HARMLESS.length);
  const { text } = await exported("CSV");
  for (const app of FORMULAS) expect(text).toContain(`"'${app.replaceAll('"', '""')}",`);
  expect(text).toContain('"runs ""as told"", twice@1.0.0",');
  const lines = text.split("\r\n");
  expect(lines).toHaveLength(FORMULAS.length + HARMLESS.length + 2);
  for (const line of lines) expect(line).not.toMatch(/^"?[=+\-@\t\r]/);
});
