import { expect, test } from "bun:test";
import type { Locator } from "playwright-core";
import { figure, gauge } from "./elements.ts";
import { named } from "./named.ts";
import { stage } from "./stage.ts";

const at = stage();

/** Hues of the theme's colours, in degrees of OKLCH. */
const HUES = { green: 152, yellow: 78, red: 25 } as const;

const levels: [active: number, shown: string, color: keyof typeof HUES, words: string][] = [
  [5, "50%", "green", "Normal"],
  [6, "60%", "yellow", "High"],
  [8, "80%", "red", "Critical"],
  [10, "100%", "red", "Critical"],
  [11, "110%", "red", "Over capacity"],
];

/** The hue in which a shape's line is drawn. */
async function hueOf(shape: Locator): Promise<number> {
  const stroke = await shape.evaluate((path) => getComputedStyle(path).stroke);
  return Number(/^oklch\([\d.]+ [\d.]+ ([\d.]+)\)$/.exec(stroke)?.[1]);
}

test.each(levels)("%d active workers of 10 are %s, %s, and called %s", async (...level) => {
  const [active, shown, color, words] = level;
  const apps = Array.from({ length: active }, (_, i) => `app-${i}@1.0.0`);
  at.host.replacePool(named(apps, 10));
  await at.host.reload();
  const { page, faults, close } = await at.visit("/metrics/");
  const meter = gauge(page);
  await meter.getByText(words, { exact: true }).waitFor();
  expect(await meter.getAttribute("aria-valuetext")).toBe(`${shown}, ${words}`);
  expect(await meter.locator("svg text").last().textContent()).toBe(shown);
  expect(await hueOf(meter.locator(":scope > svg > path").nth(1))).toBe(HUES[color]);
  expect(await figure(page, "Workers", "Free slots").textContent()).toBe(
    String(Math.max(0, 10 - active)),
  );
  const over = await page.getByText("Over capacity").count();
  expect(over > 0).toBe(active > 10);
  expect(faults).toEqual([]);
  await close();
});
