import { afterEach, beforeEach, expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { rowOf, table } from "./elements.ts";
import { named } from "./named.ts";
import { stage } from "./stage.ts";
import type { Visit } from "./visit.ts";

const { visit } = stage({}, { pool: named(["first@1.0.0", "second@1.0.0", "third@1.0.0"]) });
let here: Visit;
let page: Page;

beforeEach(async () => {
  here = await visit("/metrics/workers");
  page = here.page;
  await rowOf(page, "first@1.0.0").waitFor();
});
afterEach(async () => {
  const { faults } = here;
  await here.close();
  expect(faults).toEqual([]);
});

async function isFocused(target: Locator): Promise<boolean> {
  return await target.evaluate((element) => element === document.activeElement);
}

/** Whether a ring can be seen around what has the focus, or around its label. */
function isMarked(): Promise<boolean> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    const marks = [focused, focused?.closest("label")].filter((mark) => mark instanceof Element);
    const looks = marks
      .filter((mark) => getComputedStyle(mark).opacity !== "0")
      .flatMap((mark) => [getComputedStyle(mark), getComputedStyle(mark, "::after")]);
    return looks.some(({ outlineStyle, outlineWidth }) => {
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1;
    });
  });
}

/** Presses Tab until an element has the focus; answers where the focus was without a ring. */
async function tabTo(target: Locator): Promise<string[]> {
  const unmarked: string[] = [];
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    if (!(await isMarked())) unmarked.push(await page.locator(":focus").innerHTML());
    if (await isFocused(target)) return unmarked;
  }
  throw new Error("60 presses of Tab do not lead there");
}

test("Tab leads from the address bar to a row, with the focus always to be seen", async () => {
  expect(await tabTo(rowOf(page, "first@1.0.0").getByRole("link"))).toEqual([]);
});

test.each(["Escape", "Close details"])(
  "Enter on a row opens its details, %s closes them and gives the focus back",
  async (way) => {
    const row = rowOf(page, "second@1.0.0").getByRole("link");
    await tabTo(rowOf(page, "first@1.0.0").getByRole("link"));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const details = page.getByTestId("details");
    const title = details.getByRole("heading", { name: "second@1.0.0" });
    await title.and(page.locator(":focus")).waitFor();
    if (way !== "Escape") await tabTo(details.getByRole("button", { name: way }));
    await page.keyboard.press(way === "Escape" ? way : "Enter");
    await details.waitFor({ state: "detached" });
    await row.and(page.locator(":focus")).waitFor();
  },
);

test("the table is one stop for the Tab key; the arrow keys lead to the rest of a row and back", async () => {
  const second = rowOf(page, "second@1.0.0");
  await tabTo(rowOf(page, "first@1.0.0").getByRole("link"));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await second.getByRole("button", { name: "Copy the id" }).and(page.locator(":focus")).waitFor();
  await page.keyboard.press("ArrowLeft");
  await second.getByRole("link").and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Shift+Tab");
  expect(await table(page).locator("thead :focus").count()).toBe(1);
  await page.keyboard.press("Tab");
  await second.getByRole("link").and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Tab");
  expect(await table(page).locator(":focus").count()).toBe(0);
});

test("Escape in the search clears its text, and leaves the details open", async () => {
  await rowOf(page, "second@1.0.0").getByRole("link").click();
  const title = page.getByTestId("details").getByRole("heading", { name: "second@1.0.0" });
  await title.waitFor();
  const search = page.getByRole("searchbox");
  await search.fill("second");
  await search.press("Escape");
  expect(await search.inputValue()).toBe("");
  expect(await isFocused(search)).toBe(true);
  await rowOf(page, "third@1.0.0").waitFor();
  expect(await title.count()).toBe(1);
});

test("a column's head sorts by Enter and keeps the focus", async () => {
  const head = table(page).getByRole("columnheader", { name: "Requests" });
  await tabTo(head.getByRole("button"));
  await page.keyboard.press("Enter");
  await table(page).locator('[aria-sort="descending"]').waitFor();
  expect(await isFocused(head.getByRole("button"))).toBe(true);
});

test("a menu opens by Enter, and Escape gives the focus back to its button", async () => {
  const button = page.getByRole("button", { name: "Export" });
  await tabTo(button);
  await page.keyboard.press("Enter");
  await tabTo(page.getByRole("button", { name: "JSON: rows shown" }));
  await page.keyboard.press("Escape");
  await button.and(page.locator(':focus[aria-expanded="false"]')).waitFor();
});
