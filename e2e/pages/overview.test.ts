import { describe, expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { connectionIn, gauge, restingTop } from "./elements.ts";
import { testPool, worker } from "./pools.ts";
import { stage } from "./stage.ts";
import { windows } from "./visit.ts";

const pool = testPool();
const at = stage({ sseInterval: 100 }, { pool });

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

/** Pairs of the counters' numbers of which one covers the other. */
async function overlaps(page: Page): Promise<[number, number][]> {
  const numbers = await page.locator("dl").first().locator("dd").all();
  const boxes = await Promise.all(numbers.map(letters));
  return boxes.flatMap((box, i) =>
    boxes.flatMap((other, j): [number, number][] => (i < j && overlap(box, other) ? [[i, j]] : [])),
  );
}

// In Portuguese, whose texts are longer.
test("numbers of seven digits have room in windows of any size, and those of the gauge too", async () => {
  pool.counts = { active: 1_234_567, idle: 100_000, creating: 0 };
  const page = await at.open("/metrics/", { locale: "pt-BR" });
  const meter = page.getByRole("meter");
  await meter.waitFor();
  for (const width of [windows.desktop.width, 1056, 768, windows.phone.width]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await overlaps(page)).toEqual([]);
    const number = await letters(meter.locator("svg text").last());
    const arc = await arcOf(meter.locator("svg > path").first());
    expect(number.left).toBeGreaterThan(arc.left + arc.line);
    expect(number.right).toBeLessThan(arc.right - arc.line);
    const level = await page.getByTestId("level").boundingBox();
    expect(level?.y).toBeGreaterThanOrEqual(arc.bottom);
  }
});

test("nothing moves when the pool goes over its size; a panel's title and its buttons stand on one line", async () => {
  pool.counts = { active: 6, idle: 4, creating: 0 };
  const page = await at.open("/metrics/");
  const chart = page.getByRole("region", { name: "Workers over time" });
  const places = async () => {
    const found: number[] = [];
    for (const viewport of [windows.phone, windows.desktop]) {
      await page.setViewportSize(viewport);
      found.push(await restingTop(chart));
    }
    return found;
  };
  await page.getByText("10 of 10 slots in use").waitFor();
  const before = await places();
  pool.counts = { active: 6, idle: 6, creating: 0 };
  await page.getByText("Over capacity by 2 workers").waitFor();
  expect(await places()).toEqual(before);
  const bottoms = await chart.evaluate((panel) =>
    ["h2", "button"].map((tag) => {
      const range = document.createRange();
      range.selectNodeContents(panel.querySelector(tag) ?? panel);
      return Math.round(range.getBoundingClientRect().bottom);
    }),
  );
  expect(Math.abs((bottoms[0] ?? 0) - (bottoms[1] ?? 100))).toBeLessThanOrEqual(1);
});

/** Records what Chromium counts as a layout shift from now on, by what moved. */
async function recordShifts(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    type Shift = PerformanceEntry & { sources: { node: Node | null }[] };
    const seen: string[] = [];
    const add = (entries: PerformanceEntryList) => {
      const nodes = (entries as Shift[]).flatMap(({ sources }) => sources.map(({ node }) => node));
      seen.push(...nodes.map((node) => node?.textContent ?? ""));
      return seen;
    };
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ type: "layout-shift" });
    Object.assign(window, { shifts: () => add(observer.takeRecords()) });
  });
  return () => page.evaluate(() => (window as unknown as { shifts(): string[] }).shifts());
}

test.each(["desktop", "phone"] as const)(
  "nothing on the first screen moves while problems come and go: %s",
  async (window) => {
    const failed = worker("a", "checkout@2.1.0", { state: "terminated", failed: true });
    const blocked = worker("b", "shop@1.0.0", { blocked: true });
    pool.counts = { active: 3, idle: 0, creating: 0 };
    pool.workers = [worker("c", "hello@1.0.0")];
    const page = await at.open("/metrics/", { viewport: windows[window] });
    const headline = (name: string) => page.getByRole("heading", { name, exact: true }).waitFor();
    await page.getByRole("region", { name: "Error rate" }).locator("canvas").waitFor();
    await headline("Nothing is wrong");
    const shifts = await recordShifts(page);
    for (const [workers, text] of [
      [[failed], "1 problem"],
      [[failed, blocked], "2 problems"],
      [[], "Nothing is wrong"],
    ] as const) {
      pool.workers = [worker("c", "hello@1.0.0"), ...workers];
      pool.counts = { active: 3 + workers.length * 4, idle: 0, creating: 0 };
      await headline(text);
    }
    expect(await shifts()).toEqual([]);
  },
);

test("a second press at the same place undoes Pause, and meanwhile the gauge has no colour", async () => {
  pool.counts = { active: 3, idle: 0, creating: 0 };
  const page = await at.open("/metrics/");
  const isGrey = () =>
    gauge(page)
      .locator("svg")
      .first()
      .evaluate((node) => getComputedStyle(node).filter.includes("grayscale"));
  await connectionIn(page, "live").getByText("every").waitFor();
  const button = await page.getByRole("button", { name: "Pause" }).boundingBox();
  const { x = 0, y = 0, width = 0, height = 0 } = button ?? {};
  const press = () => page.mouse.click(x + width - 4, y + height / 2);
  expect(await isGrey()).toBe(false);
  await press();
  await connectionIn(page, "paused").waitFor();
  expect(await page.getByTestId("level").count()).toBe(0);
  expect(await isGrey()).toBe(true);
  await press();
  await connectionIn(page, "live").waitFor();
  await page.getByTestId("level").waitFor();
  expect(await isGrey()).toBe(false);
});

describe("the panel that a button opens", () => {
  /** The panel that a button has opened. */
  async function panelOf(page: Page, button: Locator): Promise<Locator> {
    await button.click();
    return page.locator(`[id="${await button.getAttribute("popovertarget")}"]`);
  }

  test("is inside its window, and above its button where there is no room below", async () => {
    const page = await at.open("/metrics/");
    for (const { width, height } of [windows.desktop, windows.phone]) {
      await page.setViewportSize({ width, height });
      const button = page.getByRole("button", { name: "Explain: Workers", exact: true });
      const panel = await panelOf(page, button);
      await panel.getByText("in use, as counted by the pool", { exact: true }).waitFor();
      const box = await panel.boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(8);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width - 8);
      expect(box?.y).toBeGreaterThanOrEqual(0);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
      await page.keyboard.press("Escape");
    }
    await page.setViewportSize({ width: 1280, height: 500 });
    const button = page.getByRole("button", { name: "Explain: Workers over time" });
    await button.evaluate((node) => node.scrollIntoView({ block: "end" }));
    const panel = await panelOf(page, button);
    await panel.getByText("A gap means").waitFor();
    const [box, below] = [await panel.boundingBox(), await button.boundingBox()];
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(below?.y ?? 0);
  });

  test("opens by keyboard and by touch, and Escape gives the focus back", async () => {
    const page = await at.open("/metrics/", { viewport: windows.phone, hasTouch: true });
    const help = page.getByRole("button", { name: "Explain: Workers", exact: true });
    const meaning = page.getByText("in use, as counted by the pool");
    await help.press("Enter");
    await meaning.waitFor();
    await page.keyboard.press("Escape");
    await meaning.waitFor({ state: "detached" });
    expect(await help.evaluate((node) => node === document.activeElement)).toBe(true);
    await help.tap();
    await meaning.waitFor();
    const onlyByPointer = "dt[title], dl div[title], [data-testid=level][title]";
    expect(await page.locator(onlyByPointer).count()).toBe(0);
  });
});
