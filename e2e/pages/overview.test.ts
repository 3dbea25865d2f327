import { describe, expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { figure, gauge } from "./elements.ts";
import { stage } from "./stage.ts";
import { type Visit, windows } from "./visit.ts";

const at = stage();

interface Counts {
  size: number;
  active: number;
  idle: number;
}

/** Opens Overview of a pool in the documented shapes that holds so many workers. */
async function open({ size, active, idle }: Counts, width: number, locale: string): Promise<Visit> {
  const counts = { size, active, idle, creating: 0, total: active + idle };
  at.host.replacePool({ getMetrics: () => counts, getWorkerStats: () => [] });
  await at.host.reload();
  const here = await at.visit("/metrics/", { locale, viewport: { width, height: 800 } });
  await here.page.locator("dl").first().waitFor();
  return here;
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Where the letters of an element are, not the room that it has. */
function letters(element: Locator): Promise<Box> {
  return element.evaluate((node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const { left, top, right, bottom } = range.getBoundingClientRect();
    return { left, top, right, bottom };
  });
}

/** Where the line of the gauge's arc is, and how thick. */
function arcOf(path: Locator): Promise<Box & { line: number }> {
  return path.evaluate((node: SVGPathElement) => {
    const { x, y, width, height } = node.getBBox();
    const { a: scale, e: right, f: down } = node.getScreenCTM() ?? new DOMMatrix();
    const line = Number.parseFloat(getComputedStyle(node).strokeWidth);
    return {
      left: (x - line / 2) * scale + right,
      top: (y - line / 2) * scale + down,
      right: (x + width + line / 2) * scale + right,
      bottom: (y + height + line / 2) * scale + down,
      line: line * scale,
    };
  });
}

function overlap(one: Box, other: Box): boolean {
  const beside = one.right <= other.left || other.right <= one.left;
  return !beside && one.top < other.bottom && other.top < one.bottom;
}

/** Pairs of the counters' numbers of which one lies on the other. */
async function overlaps(page: Page): Promise<[number, number][]> {
  const numbers = await page.locator("dl").first().locator("dd").all();
  const boxes = await Promise.all(numbers.map(letters));
  return boxes.flatMap((box, i) =>
    boxes.flatMap((other, j): [number, number][] => (i < j && overlap(box, other) ? [[i, j]] : [])),
  );
}

const huge = { size: 10, active: 1_234_567, idle: 100_000 };
const widths = [windows.desktop.width, 1056, 768, windows.phone.width];
const cases = widths.flatMap((width) => ["en-US", "pt-BR"].map((locale) => ({ width, locale })));

describe.each(cases)("in a window of $width pixels, in $locale", ({ width, locale }) => {
  test("numbers of seven digits have room, and those of the gauge too", async () => {
    const { page, faults, close } = await open(huge, width, locale);
    expect(await overlaps(page)).toEqual([]);
    const meter = page.getByRole("meter");
    const number = await letters(meter.locator("svg text").last());
    const arc = await arcOf(meter.locator("svg > path").first());
    expect(number.left).toBeGreaterThan(arc.left + arc.line);
    expect(number.right).toBeLessThan(arc.right - arc.line);
    expect((await page.getByTestId("level").boundingBox())?.y).toBeGreaterThanOrEqual(arc.bottom);
    expect(faults).toEqual([]);
    await close();
  });
});

test("a long number is shown in full when asked, and that of the gauge in words", async () => {
  const { page, close } = await open(huge, windows.desktop.width, "en-US");
  const active = figure(page, "Workers", "Active");
  expect(await active.textContent()).toBe("1.23M");
  await active.getByRole("button").click();
  expect(await active.textContent()).toBe("1,234,567");
  expect(await gauge(page).locator("svg text").last().textContent()).toBe("12.3M%");
  await page.getByText("12,345,670%: 1,234,567 active of 10 slots").waitFor();
  await close();
});

test("of a pool whose size is not known there is no utilization, no level and no slots", async () => {
  const { page, faults, close } = await open({ size: 0, active: 3, idle: 1 }, 1280, "en-US");
  await page.getByText("The pool's size is unknown").waitFor();
  const picture = page.getByRole("img", { name: "Utilization: n/a" });
  expect(await picture.locator("svg text").last().textContent()).toBe("n/a");
  expect(await picture.locator("svg > path").count()).toBe(1);
  expect(await gauge(page).count()).toBe(0);
  expect(await page.getByTestId("level").count()).toBe(0);
  expect(await page.getByRole("img", { name: "slots" }).count()).toBe(0);
  expect(await figure(page, "Workers", "Size").textContent()).toBe("n/a");
  expect(await figure(page, "Workers", "Free slots").textContent()).toBe("n/a");
  const chart = page.getByRole("region", { name: "Utilization over time" });
  await chart.getByText("no data").first().waitFor();
  expect(await chart.getByTestId("chart-summary").textContent()).not.toContain("%");
  expect(faults).toEqual([]);
  await close();
});

test("a panel's title and its buttons stand on one line", async () => {
  const { page, close } = await open({ size: 10, active: 3, idle: 1 }, 1280, "en-US");
  const title = await letters(page.getByRole("heading", { name: "Uptime" }));
  const button = await letters(page.getByRole("button", { name: "PromQL for: Uptime" }));
  expect(Math.abs(title.bottom - button.bottom)).toBeLessThanOrEqual(1);
  await close();
});

test.each([windows.desktop, windows.phone])(
  "in a window of $width pixels nothing moves when the pool goes over its size",
  async ({ width }) => {
    const { page, close } = await open({ size: 10, active: 6, idle: 4 }, width, "en-US");
    const chart = page.getByRole("region", { name: "Workers over time" });
    await page.getByText("10 of 10 slots in use").waitFor();
    const before = await chart.boundingBox();
    const counts = { size: 10, active: 6, idle: 6, creating: 0, total: 12 };
    at.host.replacePool({ getMetrics: () => counts, getWorkerStats: () => [] });
    await at.host.reload();
    await page.getByText("Over capacity by 2 workers").waitFor();
    expect(await chart.boundingBox()).toEqual(before);
    await close();
  },
);
