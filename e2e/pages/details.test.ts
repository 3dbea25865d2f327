import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
import { detailsOf, focusOn, opened, rowOf } from "./elements.ts";
import { testPool, workersOf } from "./pools.ts";
import { stage } from "./stage.ts";
import { windows } from "./visit.ts";

const at = stage({}, { pool: testPool(workersOf(["first@1.0.0", "second@1.0.0", "third@1.0.0"])) });

/** Opens the details of a worker by keyboard. */
async function open(page: Page): Promise<void> {
  await rowOf(page, "second@1.0.0").getByRole("link").press("Enter");
  await detailsOf(page).getByRole("term").first().waitFor();
}

async function closed(page: Page): Promise<void> {
  await detailsOf(page).waitFor({ state: "detached" });
  await focusOn(rowOf(page, "second@1.0.0").getByRole("link"));
}

/** Controls of the page that are partly below something else, as HTML. */
function covered(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const usable = document.querySelectorAll("a[href], button, select, input, th");
    const below = [...usable].filter((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      if (width === 0 || top + height > innerHeight || top < 0) return false;
      // The edges too: half a button is no button.
      return [left + 2, left + width / 2, left + width - 2].some((x) => {
        const seen = document.elementFromPoint(x, top + height / 2);
        return seen !== null && !element.contains(seen) && !seen.contains(element);
      });
    });
    return below.map(({ outerHTML }) => outerHTML.slice(0, 120));
  });
}

/** Presses Tab so many times; returns what had the focus outside of the details. */
async function strayed(page: Page, presses: number): Promise<string[]> {
  const outside: string[] = [];
  for (let press = 0; press < presses; press++) {
    await page.keyboard.press("Tab");
    const html = await page.evaluate(() => {
      const focused = document.activeElement;
      const within = focused?.closest('[data-testid="details"]') != null;
      // The browser's own controls come between the last and the first of the page.
      return within || focused === document.body ? null : (focused?.outerHTML ?? "nothing");
    });
    if (html !== null) outside.push(html.slice(0, 120));
  }
  return outside;
}

test("in wide windows a worker's details lie beside the page, cover nothing of it and let Tab out", async () => {
  const page = await at.open("/metrics/workers");
  await open(page);
  // As alone, as in the shell's frame, and the least for both.
  for (const width of [1280, 1056, 1024]) {
    await page.setViewportSize({ width, height: 800 });
    await page.getByRole("complementary", { name: "Worker" }).and(detailsOf(page)).waitFor();
    // The table takes its new width a moment after the window.
    await eventually("nothing is covered", async () => (await covered(page)).length === 0);
  }
  expect(await strayed(page, 12)).not.toEqual([]);
});

test("in narrow windows they cover the page, and Tab stays in them until they are closed", async () => {
  const page = await at.open("/metrics/workers");
  for (const width of [1023, windows.phone.width]) {
    await page.setViewportSize({ width, height: 800 });
    await open(page);
    expect(await strayed(page, 20)).toEqual([]);
    await page.keyboard.press("Escape");
    await closed(page);
    await eventually("nothing is covered", async () => (await covered(page)).length === 0);
    await open(page);
    await page.getByRole("button", { name: "Close details" }).press("Enter");
    await closed(page);
  }
});

test("a window that grows or shrinks keeps them, beside the page or over it, where a click beside closes them", async () => {
  const page = await at.open("/metrics/workers");
  await open(page);
  for (const [width, role] of [
    [800, "dialog"],
    [1280, "complementary"],
    [800, "dialog"],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.getByRole(role, { name: "Worker" }).and(detailsOf(page)).waitFor();
    await opened(page, "second@1.0.0");
  }
  await page.mouse.click(40, 500);
  await detailsOf(page).waitFor({ state: "detached" });
  expect(new URL(page.url()).pathname).toBe("/metrics/workers");
});
