import { beforeEach, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
import { rowOf, table } from "./elements.ts";
import { testPool, workersOf } from "./pools.ts";
import { stage } from "./stage.ts";
import { windows } from "./visit.ts";

const at = stage(
  {},
  { pool: testPool(workersOf(["first@1.0.0", "@acme/a-rather-long-name@10.20.30"])) },
);
let page: Page;

beforeEach(async () => {
  page = await at.open("/metrics/workers", { viewport: windows.phone });
  await rowOf(page, "first@1.0.0").waitFor();
});

async function tick(...columns: string[]): Promise<void> {
  const folded = page.getByRole("button", { name: "Options", expanded: false });
  if ((await folded.count()) > 0) await folded.click();
  await page.getByRole("button", { name: "Columns" }).click();
  // It loads first, and a key that is pressed before closes nothing.
  await page.locator(":popover-open").waitFor();
  for (const name of columns) await page.getByRole("checkbox", { name }).click();
  await page.keyboard.press("Escape");
}

/** The values of an app's row, by their names. */
async function valuesOf(app: string): Promise<Record<string, string>> {
  const row = rowOf(page, app);
  const names = await row.getByRole("term").allTextContents();
  const values = await row.getByRole("definition").allTextContents();
  return Object.fromEntries(names.map((name, place) => [name, values[place] ?? ""]));
}

/** Texts in the table that are wider than the room they have. */
function cut(): Promise<string[]> {
  return table(page)
    .locator("tbody *:not(.sr-only)")
    .evaluateAll((elements) =>
      elements
        .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth)
        .map(({ outerHTML }) => outerHTML),
    );
}

test("the values of a row are chosen, each with its name, until pairs of values are wanted again", async () => {
  await tick("Mean response", "Uptime");
  await table(page).getByRole("columnheader", { name: "Values" }).waitFor();
  expect(await valuesOf("first@1.0.0")).toEqual({
    State: "active",
    Requests: "0",
    Errors: "n/a",
    "Mean response": "n/a",
    Memory: "977\u00A0KiB",
    Uptime: "1m",
  });
  expect(await cut()).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(windows.phone.width);
  await page.reload();
  await eventually(
    "the same choice",
    async () => "Mean response" in (await valuesOf("first@1.0.0")),
  );
  await tick();
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("button", { name: "As many as fit" }).click();
  await table(page).getByRole("columnheader", { name: "State" }).waitFor();
  const row = rowOf(page, "first@1.0.0");
  expect(await row.getByRole("term").count()).toBe(0);
  expect(await cut()).toEqual([]);
  // What stands below another value says what it is.
  await row.getByText("rss 977").waitFor();
  await row.getByText("Errors n/a").waitFor();
});

test("the table begins in the upper half of the screen, below controls that are folded away", async () => {
  expect((await table(page).boundingBox())?.y).toBeLessThan(windows.phone.height / 2);
  expect(await page.getByRole("button", { name: "Export" }).count()).toBe(0);
  await page.getByRole("button", { name: "Options", expanded: false }).click();
  await page.getByRole("button", { name: "Export" }).waitFor();
});

test("what is chosen is summed up by app, and a wide table keeps its columns", async () => {
  await tick("Heap");
  await page.getByRole("button", { name: "Group by app" }).click();
  const group = { name: "first@1.0.0 1 worker", exact: true };
  await table(page).getByRole("button", group).waitFor();
  expect(await valuesOf("first@1.0.0")).toEqual({
    Requests: "0",
    Errors: "n/a",
    Memory: "977\u00A0KiB",
    Heap: "488\u00A0KiB",
  });
  expect(await cut()).toEqual([]);
  await page.setViewportSize(windows.desktop);
  for (const name of ["Uptime", "Memory", "Errors"]) {
    await table(page).getByRole("columnheader", { name }).waitFor();
  }
});
