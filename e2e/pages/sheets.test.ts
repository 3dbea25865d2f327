import { expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { gauge } from "./elements.ts";
import { stage } from "./stage.ts";
import { windows } from "./visit.ts";

const at = stage();

/** The sheet that a button has opened. */
async function sheetOf(page: Page, button: Locator): Promise<Locator> {
  await button.click();
  return page.locator(`[id="${await button.getAttribute("aria-controls")}"]`);
}

const buttons: [name: string, shown: string][] = [
  ["PromQL for: Utilization", "Current utilization (%)"],
  ["PromQL for: Workers", "Remaining capacity"],
  ["PromQL for: Workers over time", "Workers being created"],
  ["PromQL for: Pool activity", "Requests per second"],
  ["Explain: Workers", "in use, as counted by the pool"],
];

for (const viewport of [windows.desktop, windows.phone]) {
  test.each(buttons)(
    `in a window of ${viewport.width} pixels the sheet of %s lies inside at its first opening`,
    async (name, shown) => {
      const { page, faults, close } = await at.visit("/metrics/", { viewport });
      const button = page.getByRole("button", { name, exact: true });
      const sheet = await sheetOf(page, button);
      await sheet.getByText(shown, { exact: true }).waitFor();
      const box = await sheet.boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(8);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(viewport.width - 8);
      expect(box?.y).toBeGreaterThanOrEqual(0);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(viewport.height);
      expect(faults).toEqual([]);
      await close();
    },
  );
}

test("a sheet without room below stands on its button", async () => {
  const { page, close } = await at.visit("/metrics/", { viewport: { width: 1280, height: 500 } });
  const button = page.getByRole("button", { name: "PromQL for: Workers over time" });
  await button.evaluate((node) => node.scrollIntoView({ block: "end" }));
  const sheet = await sheetOf(page, button);
  await sheet.getByText("Workers being created").waitFor();
  const [box, below] = [await sheet.boundingBox(), await button.boundingBox()];
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(below?.y ?? 0);
  await close();
});

test("what a panel's words mean can be had by keyboard and by touch", async () => {
  const options = { viewport: windows.phone, hasTouch: true };
  const { page, close } = await at.visit("/metrics/", options);
  await gauge(page).waitFor();
  const help = page.getByRole("button", { name: "Explain: Utilization", exact: true });
  const meaning = page.getByText("80% or more");
  await help.press("Enter");
  await meaning.waitFor();
  await page.keyboard.press("Escape");
  await meaning.waitFor({ state: "detached" });
  expect(await help.evaluate((node) => node === document.activeElement)).toBe(true);
  await help.tap();
  await meaning.waitFor();
  expect(await page.locator("dt[title], dl div[title], [data-testid=level][title]").count()).toBe(
    0,
  );
  await close();
});

test("on a phone everything that can be pressed is at least 24 pixels wide and high", async () => {
  const { page, close } = await at.visit("/metrics/", { viewport: windows.phone });
  await page.getByText("Scrape URL").waitFor();
  const small = await page
    .locator("button:visible, a:visible, select:visible, label")
    .evaluateAll((nodes) =>
      nodes
        .map((node) => ({ text: node.textContent, box: node.getBoundingClientRect() }))
        .filter(({ text, box }) => text !== "Skip to content" && box.width > 0)
        .filter(({ box }) => box.width < 24 || box.height < 24)
        .map(({ text, box }) => `${text}: ${box.width}x${box.height}`),
    );
  expect(small).toEqual([]);
  await close();
});
