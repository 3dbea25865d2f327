import { afterEach, beforeEach, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
import { rowOf, table } from "./elements.ts";
import { stage } from "./stage.ts";
import type { Visit } from "./visit.ts";

const WORKERS = 10_000;
/** Rows of a window and what is drawn beyond it, the head among them. */
const MOST_DRAWN = 60;

const at = stage({ crowd: WORKERS });
let here: Visit;
let page: Page;

beforeEach(async () => {
  here = await at.visit("/metrics/workers");
  page = here.page;
  await rowOf(page, "app-00000@").waitFor();
});
afterEach(async () => {
  expect(await drawn()).toBeLessThan(MOST_DRAWN);
  const { faults } = here;
  await here.close();
  expect(faults).toEqual([]);
});

function drawn(): Promise<number> {
  return table(page).locator("tr[aria-rowindex]").count();
}

function rowCount(wanted: number): Promise<true> {
  return eventually(`${wanted} rows`, async () => {
    return (await table(page).getAttribute("aria-rowcount")) === String(wanted);
  });
}

/** The focus is in a row of an app, which is in view. */
async function focusAt(rowIndex: number, app: string): Promise<void> {
  const focused = table(page).locator(`tr[aria-rowindex="${rowIndex}"]:has(:focus)`);
  await focused.filter({ hasText: app }).waitFor();
  await eventually("that row in view", () =>
    focused.evaluate((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return top >= 0 && bottom <= window.innerHeight;
    }),
  );
}

test("10,000 workers are counted for screen readers, and a window of them is drawn", async () => {
  await rowCount(WORKERS + 1);
  expect(await drawn()).toBeGreaterThan(10);
});

test("End and Home, PageDown and PageUp lead through all rows, with their right places", async () => {
  await page.goto(`${at.host.url}/metrics/workers?sort=app`);
  await rowOf(page, "app-00000@").getByRole("link").focus();
  await page.keyboard.press("PageDown");
  await focusAt(12, "app-00010@");
  await page.keyboard.press("End");
  await focusAt(WORKERS + 1, "app-09999@");
  expect(await drawn()).toBeLessThan(MOST_DRAWN);
  await page.keyboard.press("PageUp");
  await focusAt(WORKERS - 9, "app-09989@");
  await page.keyboard.press("Home");
  await focusAt(2, "app-00000@");
});

test("a column's head sorts all rows, the other way round, and then no more", async () => {
  const head = table(page).getByRole("columnheader", { name: "App", exact: true });
  const first = table(page).locator('tr[aria-rowindex="2"]');
  for (const [direction, app] of [
    ["ascending", "app-00000@"],
    ["descending", "app-09999@"],
    ["none", "app-00000@"],
  ] as const) {
    await head.getByRole("button").click();
    await first.filter({ hasText: app }).waitFor();
    expect(await head.getAttribute("aria-sort")).toBe(direction);
  }
});

test("a text narrows the rows to those whose app has it", async () => {
  await page.getByRole("searchbox").fill("app-0123");
  await rowCount(11);
  await page
    .getByTestId("totals")
    .getByText(/^\d+ of [\d,]+ workers/)
    .waitFor();
  await rowOf(page, "app-01239@").waitFor();
  expect(await rowOf(page, "app-00000@").count()).toBe(0);
});

test("thousands of apps are only in the page while one of them may be chosen", async () => {
  const choice = page.getByRole("combobox", { name: "App" });
  expect(await choice.getByRole("option").count()).toBe(1);
  await choice.focus();
  const name = (await rowOf(page, "app-00007@").getByRole("link").getAttribute("title")) ?? "";
  await choice.selectOption(name);
  await page.getByRole("searchbox").focus();
  await rowCount(2);
  expect(await choice.inputValue()).toBe(name);
  expect(await choice.getByRole("option").count()).toBe(2);
});
