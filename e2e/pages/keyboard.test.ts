import { beforeEach, describe, expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
import { detailsOf, focusOn, opened, rowOf, table, windows } from "./elements.ts";
import { testPool, workersOf } from "./pools.ts";
import { stage } from "./stage.ts";

const at = stage({}, { pool: testPool(workersOf(["first@1.0.0", "second@1.0.0", "third@1.0.0"])) });
let page: Page;

beforeEach(async () => {
  page = await at.open("/metrics/workers");
  await rowOf(page, "first@1.0.0").waitFor();
});

const linkOf = (app: string) => rowOf(page, app).getByRole("link");

/** Whether an element has the focus, and whether the focused element, or its label, has a visible outline. */
function focusAt(target: Locator) {
  return target.evaluate((element) => {
    const focused = document.activeElement;
    const marks = [focused, focused?.closest("label")].filter((mark) => mark instanceof Element);
    const looks = marks
      .filter((mark) => getComputedStyle(mark).opacity !== "0")
      .flatMap((mark) => [getComputedStyle(mark), getComputedStyle(mark, "::after")]);
    const isMarked = looks.some(({ outlineStyle, outlineWidth }) => {
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1;
    });
    return { isThere: focused === element, isMarked, html: focused?.innerHTML ?? "" };
  });
}

/** Presses Tab until an element has the focus; returns the elements on the way that had no outline. */
async function tabTo(target: Locator): Promise<string[]> {
  const unmarked: string[] = [];
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    const { isThere, isMarked, html } = await focusAt(target);
    if (!isMarked) unmarked.push(html);
    if (isThere) return unmarked;
  }
  throw new Error("not reached by 60 presses of Tab");
}

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

test("Tab leads past the skip link to the table, which is a single stop; arrow keys move within it, and Enter opens details", async () => {
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
  await press("Shift+Tab", "Enter");
  await focusOn(detailsOf(page).getByRole("heading", { name: "second@1.0.0" }));
  await tabTo(detailsOf(page).getByRole("button", { name: "Close details" }));
  await press("Enter");
  await detailsOf(page).waitFor({ state: "detached" });
  await focusOn(linkOf("second@1.0.0"));
});

test("a menu opens with Enter, and Escape returns the focus to its button; a sorted header keeps it", async () => {
  const menu = page.getByRole("button", { name: "Export" });
  await tabTo(menu);
  await press("Enter");
  await tabTo(page.getByRole("button", { name: "JSON: rows shown" }));
  const opened = await page.locator(":popover-open").boundingBox();
  const button = await menu.boundingBox();
  const distance = (opened?.y ?? 0) - (button?.y ?? 0) - (button?.height ?? 0);
  expect([distance >= 0, distance < 10]).toEqual([true, true]);
  await press("Escape");
  await menu.and(page.locator(':focus[aria-expanded="false"]')).waitFor();
  const head = table(page).getByRole("columnheader", { name: "Requests" }).getByRole("button");
  await tabTo(head);
  await press("Enter");
  await table(page).locator('[aria-sort="descending"]').waitFor();
  expect((await focusAt(head)).isThere).toBe(true);
});

describe("the details of a worker", () => {
  /** Opens them by keyboard. */
  async function open(): Promise<void> {
    await linkOf("second@1.0.0").press("Enter");
    await detailsOf(page).getByRole("term").first().waitFor();
  }

  /** Waits until no control of the page is partly covered; the table takes a new width later than the window. */
  function uncovered(): Promise<true> {
    return eventually("nothing is covered", () =>
      page.evaluate(() =>
        [...document.querySelectorAll("a[href], button, select, input, th")].every((element) => {
          const { left, top, width, height } = element.getBoundingClientRect();
          if (width === 0 || top + height > innerHeight || top < 0) return true;
          return [left + 2, left + width / 2, left + width - 2].every((x) => {
            const seen = document.elementFromPoint(x, top + height / 2);
            return seen === null || element.contains(seen) || seen.contains(element);
          });
        }),
      ),
    );
  }

  /** How often the focus is outside the details during this many presses of Tab. */
  async function strayed(presses: number): Promise<number> {
    let outside = 0;
    for (let press = 0; press < presses; press++) {
      await page.keyboard.press("Tab");
      // The browser's own controls, which come after the last of the page, leave the focus on the body.
      outside += await page.locator(':focus:not(body, [data-testid="details"] *)').count();
    }
    return outside;
  }

  test("are beside the page in wide windows, cover nothing and don't trap Tab; they stay when the window changes", async () => {
    await open();
    for (const [width, role] of [
      [800, "dialog"],
      [1280, "complementary"],
      [1024, "complementary"],
    ] as const) {
      await page.setViewportSize({ width, height: 800 });
      await page.getByRole(role, { name: "Worker" }).and(detailsOf(page)).waitFor();
      await opened(page, "second@1.0.0");
      if (role === "complementary") await uncovered();
    }
    expect(await strayed(12)).toBeGreaterThan(0);
  });

  test("cover the page in narrow windows, and trap Tab until closed by Escape or a click outside", async () => {
    const closed = () => detailsOf(page).waitFor({ state: "detached" });
    for (const width of [1023, windows.phone.width]) {
      await page.setViewportSize({ width, height: 800 });
      await open();
      expect(await strayed(20)).toBe(0);
      await page.keyboard.press("Escape");
      await closed();
      await focusOn(linkOf("second@1.0.0"));
      await uncovered();
    }
    await page.setViewportSize({ width: 800, height: 800 });
    await open();
    await page.mouse.click(40, 500);
    await closed();
    expect(new URL(page.url()).pathname).toBe("/metrics/workers");
  });
});
