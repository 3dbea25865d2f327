import { beforeEach, expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { detailsOf, focusOn, opened, rowOf, table } from "./elements.ts";
import { testPool, workersOf } from "./pools.ts";
import { stage } from "./stage.ts";

const at = stage({}, { pool: testPool(workersOf(["first@1.0.0", "second@1.0.0", "third@1.0.0"])) });
let page: Page;

beforeEach(async () => {
  page = await at.open("/metrics/workers");
  await rowOf(page, "first@1.0.0").waitFor();
});

const linkOf = (app: string) => rowOf(page, app).getByRole("link");

function isFocused(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
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

/** Presses Tab until an element has the focus; returns where the focus was without a ring. */
async function tabTo(target: Locator): Promise<string[]> {
  const unmarked: string[] = [];
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    if (!(await isMarked())) unmarked.push(await page.locator(":focus").innerHTML());
    if (await isFocused(target)) return unmarked;
  }
  throw new Error("60 presses of Tab do not lead there");
}

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

test("Tab leads past the skip link to the table, which is one stop; arrow keys lead on, and Enter opens details", async () => {
  await press("Tab");
  expect(await page.locator(":focus").textContent()).toBe("Skip to content");
  expect(await tabTo(linkOf("first@1.0.0"))).toEqual([]);
  await press("ArrowDown", "ArrowRight");
  await focusOn(rowOf(page, "second@1.0.0").getByRole("button", { name: "Copy the ID" }));
  await press("ArrowLeft");
  await focusOn(linkOf("second@1.0.0"));
  await press("Shift+Tab");
  expect(await table(page).locator("thead :focus").count()).toBe(1);
  await press("Tab");
  await focusOn(linkOf("second@1.0.0"));
  await press("Tab");
  expect(await table(page).locator(":focus").count()).toBe(0);
  await press("Shift+Tab");
  for (const way of ["Escape", "Close details"]) {
    await press("Enter");
    await focusOn(detailsOf(page).getByRole("heading", { name: "second@1.0.0" }));
    if (way !== "Escape") await tabTo(detailsOf(page).getByRole("button", { name: way }));
    await press(way === "Escape" ? way : "Enter");
    await detailsOf(page).waitFor({ state: "detached" });
    await focusOn(linkOf("second@1.0.0"));
  }
});

test("Escape in the search clears its text, and leaves the details open", async () => {
  await linkOf("second@1.0.0").click();
  await opened(page, "second@1.0.0");
  const search = page.getByRole("searchbox");
  await search.fill("second");
  await search.press("Escape");
  expect(await search.inputValue()).toBe("");
  expect(await isFocused(search)).toBe(true);
  await rowOf(page, "third@1.0.0").waitFor();
  await opened(page, "second@1.0.0");
});

test("a menu opens by Enter, and Escape gives the focus back to its button; a sorted head keeps it", async () => {
  const menu = page.getByRole("button", { name: "Export" });
  await tabTo(menu);
  await press("Enter");
  await tabTo(page.getByRole("button", { name: "JSON: rows shown" }));
  await press("Escape");
  await menu.and(page.locator(':focus[aria-expanded="false"]')).waitFor();
  const head = table(page).getByRole("columnheader", { name: "Requests" }).getByRole("button");
  await tabTo(head);
  await press("Enter");
  await table(page).locator('[aria-sort="descending"]').waitFor();
  expect(await isFocused(head)).toBe(true);
});
