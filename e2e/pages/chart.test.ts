import { expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
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

/** How high the letters of the left axis' highest label are, in pixels of the page. */
function labelHeight(page: Page): Promise<number> {
  const canvas = page.getByRole("region", { name: "Utilization over time" }).locator("canvas");
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const scale = devicePixelRatio;
    const [width, height] = [40 * scale, 40 * scale];
    const drawn = element.getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
    const rows = Array.from({ length: height }, (_, row) =>
      Array.from({ length: width }, (_, x) => drawn[(row * width + x) * 4 + 3] ?? 0).some(Boolean),
    );
    const first = rows.indexOf(true);
    return (rows.indexOf(false, first) - first) / scale;
  });
}

test("the labels of the axes are of one size on every screen", async () => {
  at.host.replacePool(counted(3, 2, 1));
  await at.host.reload();
  const heights: number[] = [];
  for (const deviceScaleFactor of [1, 2, 3]) {
    const { page, close } = await at.visit("/metrics/", { deviceScaleFactor });
    await gauge(page).waitFor();
    heights.push(
      await eventually("labels of a height", async () => {
        const height = await labelHeight(page);
        return height >= 7 && height;
      }),
    );
    await close();
  }
  expect(Math.max(...heights) - Math.min(...heights)).toBeLessThanOrEqual(1.5);
}, 30_000);

/** The texts of a chart's legend: names and values by turns, and the time. */
function legend(chart: Locator): Promise<string[]> {
  return chart
    .locator("div[aria-hidden]")
    .first()
    .locator("span:not(:has(span))")
    .allTextContents();
}

test("the pointer shows a sample near it in both charts, else that there is none", async () => {
  at.host.replacePool(counted(3, 2, 1));
  await at.host.reload();
  const { page, close } = await at.visit("/metrics/");
  await gauge(page).waitFor();
  await page.waitForTimeout(10 * interval);
  const workers = page.getByRole("region", { name: "Workers over time" });
  const utilization = page.getByRole("region", { name: "Utilization over time" });
  const box = await workers.locator(".u-over").boundingBox();
  const point = (share: number) =>
    page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) * share, (box?.y ?? 0) + 50);
  const shows = async (chart: Locator, ...texts: string[]) => {
    const wanted = texts.join(" ");
    await eventually(wanted, async () => (await legend(chart)).join(" ").includes(wanted));
  };
  await point(0.3);
  await shows(workers, "Active", "–");
  await shows(utilization, "Utilization", "–");
  const [time] = (await legend(workers)).slice(-1);
  expect((await legend(utilization)).at(-1)).toBe(time);
  await point(0.995);
  await shows(workers, "Active", "3");
  await shows(utilization, "Utilization", "30%");
  await close();
});
