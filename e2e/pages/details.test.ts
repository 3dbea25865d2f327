import { describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { rowOf } from "./elements.ts";
import { named } from "./named.ts";
import { stage } from "./stage.ts";
import { type Visit, windows } from "./visit.ts";

const { visit } = stage({}, { pool: named(["first@1.0.0", "second@1.0.0", "third@1.0.0"]) });

/** Opens the details of a worker as one with a keyboard does, in a window of this width. */
async function open(width: number): Promise<Visit> {
  const here = await visit("/metrics/workers", { viewport: { width, height: 800 } });
  await rowOf(here.page, "second@1.0.0").getByRole("link").press("Enter");
  await here.page.getByTestId("details").getByRole("term").first().waitFor();
  return here;
}

/** What can be used of the page but lies below something else, as HTML. */
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

/** Presses Tab so many times; answers what had the focus outside of the details. */
async function strayed(page: Page, presses: number): Promise<string[]> {
  const outside: string[] = [];
  for (let press = 0; press < presses; press++) {
    await page.keyboard.press("Tab");
    const html = await page.evaluate(() => {
      const focused = document.activeElement;
      const within = focused?.closest('[data-testid="details"]') != null;
      // Between the last and the first there is the browser's own.
      return within || focused === document.body ? null : (focused?.outerHTML ?? "nothing");
    });
    if (html !== null) outside.push(html.slice(0, 120));
  }
  return outside;
}

// As alone, as in the shell's frame, and the least for both.
describe.each([1280, 1056, 1024])("in a window of %d pixels", (width) => {
  test("a worker's details lie beside the page and cover nothing of it", async () => {
    const { page, faults, close } = await open(width);
    expect(await covered(page)).toEqual([]);
    expect(await strayed(page, 12)).not.toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });
});

describe.each([1023, 640, windows.phone.width])("in a window of %d pixels", (width) => {
  test("where a worker's details cover the page, Tab stays in them", async () => {
    const { page, faults, close } = await open(width);
    expect(await strayed(page, 20)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByTestId("details").waitFor({ state: "detached" });
    await rowOf(page, "second@1.0.0").locator("a:focus").waitFor();
    expect(await covered(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  test("their button closes them, and the focus is on the row again", async () => {
    const { page, faults, close } = await open(width);
    await page.getByRole("button", { name: "Close details" }).press("Enter");
    await page.getByTestId("details").waitFor({ state: "detached" });
    await rowOf(page, "second@1.0.0").locator("a:focus").waitFor();
    expect(faults).toEqual([]);
    await close();
  });
});

test("a press beside them closes them", async () => {
  const { page, close } = await open(800);
  await page.mouse.click(40, 500);
  await page.getByTestId("details").waitFor({ state: "detached" });
  expect(new URL(page.url()).pathname).toBe("/metrics/workers");
  await close();
});

test("a window that grows or shrinks keeps them, beside the page or over it", async () => {
  const { page, faults, close } = await open(1280);
  const details = page.getByTestId("details");
  for (const [width, role] of [
    [800, "dialog"],
    [1280, "complementary"],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.getByRole(role, { name: "Worker" }).and(details).waitFor();
    await details.getByRole("heading", { name: "second@1.0.0" }).waitFor();
  }
  expect(faults).toEqual([]);
  await close();
});

test("each small line has its last value, its bounds and its time, in words too", async () => {
  const { page, faults, close } = await open(1280);
  const details = page.getByTestId("details");
  // A rate is known from the second reading on, and two of them make a line.
  await details.getByText(/^([3-9]|\d\d+) readings from [\d:]+ [AP]M to [\d:]+ [AP]M$/).waitFor();
  const lines = details.locator("div").filter({ has: page.getByRole("img") });
  const texts = await lines.evaluateAll((all) =>
    all.map((line) => [...line.querySelectorAll("p > span")].map(({ textContent }) => textContent)),
  );
  const time = expect.stringMatching(/^\d\d:\d\d:\d\d\s[AP]M$/);
  const [rss, heap] = ["977\u00A0KiB", "488\u00A0KiB"];
  expect(texts).toEqual([
    ["Requests per second", "0", time, "from 0 to 0", time],
    ["Memory (rss)", rss, time, `from ${rss} to ${rss}`, time],
    ["Heap used", heap, time, `from ${heap} to ${heap}`, time],
  ]);
  await details
    .getByRole("img", { name: `Heap used: from ${heap} to ${heap}, now ${heap}` })
    .waitFor();
  expect(faults).toEqual([]);
  await close();
});
