import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { gauge } from "./elements.ts";
import { stage } from "./stage.ts";

const interval = 100;
const at = stage({ sseInterval: interval });

const SERIES = ["chart-active", "chart-idle", "chart-creating"] as const;

/** A pool in the documented shapes with so many workers. */
function counted(active: number, idle: number, creating: number): object {
  const counts = { size: 10, active, idle, creating, total: active + idle + creating };
  return { getMetrics: () => counts, getWorkerStats: () => [] };
}

/** Which of the series' colours the lines of the chart of workers have. */
async function linesOf(page: Page): Promise<string[]> {
  const canvas = page.getByRole("region", { name: "Workers over time" }).locator("canvas");
  return await canvas.evaluate((element: HTMLCanvasElement, tokens) => {
    const drawn = element.getContext("2d")?.getImageData(0, 0, element.width, element.height);
    const pixels = new Set(new Uint32Array(drawn?.data.buffer ?? new ArrayBuffer(0)));
    const pen = document.createElement("canvas").getContext("2d");
    const style = getComputedStyle(document.documentElement);
    return tokens.filter((token) => {
      if (pen === null) return false;
      pen.fillStyle = style.getPropertyValue(`--${token}`);
      pen.fillRect(0, 0, 1, 1);
      const [pixel] = new Uint32Array(pen.getImageData(0, 0, 1, 1).data.buffer);
      return pixels.has(pixel ?? 0);
    });
  }, SERIES);
}

const pools: [what: string, counts: [number, number, number], lines: string[]][] = [
  ["only active workers", [3, 0, 0], ["chart-active"]],
  ["active and idle workers", [3, 2, 0], ["chart-active", "chart-idle"]],
  ["workers of each kind", [3, 2, 1], [...SERIES]],
  ["no workers", [0, 0, 0], []],
];

test.each(pools)("the chart of a pool with %s has lines of these alone", async (...pool) => {
  const [, counts, lines] = pool;
  at.host.replacePool(counted(...counts));
  await at.host.reload();
  // Lines so thick that some of their pixels are not blended with those of the areas.
  const { page, faults, close } = await at.visit("/metrics/", { deviceScaleFactor: 3 });
  await gauge(page).waitFor();
  await page.waitForTimeout(10 * interval);
  expect(await linesOf(page)).toEqual(lines);
  expect(faults).toEqual([]);
  await close();
});
