import { expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
import { boxOf } from "./elements.ts";
import { testPool } from "./pools.ts";
import { stage } from "./stage.ts";

const pool = testPool();
// A separate base has a separate history, without readings from other test files of the process.
const base = "/charts";
const at = stage({ base, sseInterval: 100 }, { pool });

const SERIES = ["chart-active", "chart-idle", "chart-creating"] as const;

const chartOf = (page: Page, name: string) => page.getByRole("region", { name });

/** The series' colours that appear as lines in the chart of workers. */
async function linesOf(page: Page): Promise<string[]> {
  const canvas = chartOf(page, "Workers over time").locator("canvas");
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

/** The texts of a chart's legend: names and values in turn, then the time. */
async function legend(chart: Locator): Promise<string> {
  const texts = chart.locator("div[aria-hidden] > div").first().locator("span:not(:has(span))");
  return (await texts.allTextContents()).join(" ");
}

// At this scale lines have pixels that are not blended with the areas.
test("the chart of workers only has lines for workers that existed", async () => {
  const page = await at.open(`${base}/`, { fresh: { deviceScaleFactor: 3 } });
  const steps = [
    [{ active: 3, idle: 0, creating: 0 }, SERIES.slice(0, 1)],
    [{ active: 3, idle: 2, creating: 0 }, SERIES.slice(0, 2)],
    [{ active: 3, idle: 2, creating: 1 }, SERIES],
  ] as const;
  for (const [counts, lines] of steps) {
    pool.counts = counts;
    await eventually(`lines of ${lines.join()}`, async () =>
      Bun.deepEquals(await linesOf(page), [...lines]),
    );
  }
});

test("the pointer shows a nearby sample in both charts, or that there is none", async () => {
  pool.counts = { active: 3, idle: 2, creating: 1 };
  const page = await at.open(`${base}/`);
  const workers = chartOf(page, "Workers over time");
  const utilization = chartOf(page, "Utilization over time");
  const area = workers.locator(".u-over");
  await area.scrollIntoViewIfNeeded();
  const { x, y, width } = await boxOf(area);
  const point = (share: number) => page.mouse.move(x + width * share, y + 50);
  const shows = (chart: Locator, text: string) =>
    eventually(text, async () => (await legend(chart)).includes(text));
  await point(0.3);
  await shows(workers, "Active –");
  await shows(utilization, "Utilization –");
  const time = (await legend(workers)).split(" ").at(-1) ?? "no time";
  expect(await legend(utilization)).toEndWith(time);
  await eventually("a sample at the right edge", async () => {
    await point(0.99);
    await point(0.995);
    return (await legend(workers)).includes("Active 3");
  });
  await shows(utilization, "Utilization 30%");
});

test("in print there are no controls, charts and panels are not cut off, and colours are kept", async () => {
  const page = await at.open(`${base}/`);
  const canvas = chartOf(page, "Workers over time").locator("canvas");
  await canvas.waitFor();
  await page.emulateMedia({ media: "print" });
  // As wide as an A4 sheet; the charts keep the size that they were drawn in.
  await page.setViewportSize({ width: 718, height: 1_000 });
  // Values that can be pressed remain.
  const controls = page.locator("main :is(button:not(.link-toggle), input, select)");
  expect(await controls.filter({ visible: true }).count()).toBe(0);
  const panel = await boxOf(chartOf(page, "Workers over time"));
  const box = await boxOf(canvas);
  expect(box.width).toBeGreaterThan(100);
  expect(box.x + box.width).toBeLessThan(panel.x + panel.width);
  const styles = await chartOf(page, "Error rate").evaluate((element) => {
    const { breakInside, printColorAdjust } = getComputedStyle(element);
    return { breakInside, printColorAdjust };
  });
  expect(styles).toEqual({ breakInside: "avoid", printColorAdjust: "exact" });
});
