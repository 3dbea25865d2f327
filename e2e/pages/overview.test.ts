import { expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { boxOf, connectionIn, windows } from "./elements.ts";
import { testPool, worker } from "./pools.ts";
import { stage } from "./stage.ts";

const pool = testPool();
const at = stage({ sseInterval: 300 }, { pool });

/** The left and right edges of an element's text, and its bottom. */
function letters(element: Locator): Promise<{ left: number; right: number; bottom: number }> {
  return element.evaluate((node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const { left, right, bottom } = range.getBoundingClientRect();
    return { left, right, bottom };
  });
}

/** The inner edges of the gauge's arc, and its bottom. */
function arcOf(path: Locator): ReturnType<typeof letters> {
  return path.evaluate((node: SVGPathElement) => {
    const { x, y, width, height } = node.getBBox();
    const { a: scale, e, f } = node.getScreenCTM() ?? new DOMMatrix();
    const half = Number.parseFloat(getComputedStyle(node).strokeWidth) / 2;
    const [left, right, bottom] = [x + half, x + width - half, y + height + half];
    return { left: left * scale + e, right: right * scale + e, bottom: bottom * scale + f };
  });
}

test("numbers of seven digits fit in windows of any size, including the gauge", async () => {
  pool.counts = { active: 1_234_567, idle: 100_000, creating: 0 };
  const page = await at.open("/metrics/", { inPortuguese: true });
  const meter = page.getByRole("meter");
  await meter.waitFor();
  for (const width of [windows.desktop.width, 1056, 768, windows.phone.width]) {
    await page.setViewportSize({ width, height: 800 });
    await page.waitForFunction((most) => document.documentElement.scrollWidth <= most, width);
    for (const value of await page.locator("dl").first().locator("dd").all()) {
      const { x, width: room } = await boxOf(value);
      expect((await letters(value)).right).toBeLessThanOrEqual(x + room);
    }
    const number = await letters(meter.locator("svg text").last());
    const arc = await arcOf(meter.locator("svg > path").first());
    expect(number.left).toBeGreaterThan(arc.left);
    expect(number.right).toBeLessThan(arc.right);
    expect((await boxOf(page.getByTestId("level"))).y).toBeGreaterThanOrEqual(arc.bottom);
  }
});

/** The texts of elements that Chromium has counted as shifted since the page was opened. */
function shiftsIn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    type Shift = PerformanceEntry & { sources: { node: Node | null }[] };
    const observer = new PerformanceObserver(() => {});
    observer.observe({ type: "layout-shift", buffered: true });
    const shifts = observer.takeRecords() as Shift[];
    return shifts.flatMap(({ sources }) => sources.map(({ node }) => node?.textContent ?? ""));
  });
}

test.each(["desktop", "phone"] as const)(
  "nothing on the first screen moves, neither while it loads nor when problems come and go: %s",
  async (window) => {
    const failed = worker("a", "checkout@2.1.0", { state: "terminated", failed: true });
    const blocked = worker("b", "shop@1.0.0", { blocked: true });
    pool.counts = { active: 3, idle: 0, creating: 0 };
    pool.workers = [worker("c", "hello@1.0.0")];
    const page = await at.open("/metrics/", { viewport: windows[window] });
    const headline = (name: string) => page.getByRole("heading", { name, exact: true }).waitFor();
    await page.getByRole("region", { name: "Error rate" }).locator("canvas").waitFor();
    await headline("Nothing is wrong");
    for (const [workers, text] of [
      [[failed], "1 problem"],
      [[failed, blocked], "2 problems"],
      [[], "Nothing is wrong"],
    ] as const) {
      pool.workers = [worker("c", "hello@1.0.0"), ...workers];
      pool.counts = { active: 3 + workers.length * 4, idle: 0, creating: 0 };
      await headline(text);
    }
    expect(await shiftsIn(page)).toEqual([]);
  },
);

test("a panel's title and buttons are on one line; a second click at the same place undoes Pause", async () => {
  const page = await at.open("/metrics/");
  const chart = page.getByRole("region", { name: "Workers over time" });
  await connectionIn(page, "live").getByText("every").waitFor();
  const [title, button] = [chart.locator("h2"), chart.locator("button").first()];
  const distance = (await letters(title)).bottom - (await letters(button)).bottom;
  expect(Math.abs(distance)).toBeLessThan(1.5);
  const { x, y, width, height } = await boxOf(page.getByRole("button", { name: "Pause" }));
  for (const phase of ["paused", "live"]) {
    await page.mouse.click(x + width - 4, y + height / 2);
    await connectionIn(page, phase).waitFor();
  }
});

test("a popover is inside the window, and above its button if there is no room below", async () => {
  const page = await at.open("/metrics/", { fresh: { hasTouch: true } });
  const open = async (name: string) => {
    const button = page.getByRole("button", { name, exact: true });
    await button.tap();
    return page.locator(`[id="${await button.getAttribute("popovertarget")}"]`);
  };
  for (const { width, height } of [windows.desktop, windows.phone]) {
    await page.setViewportSize({ width, height });
    const panel = await open("Explain: Workers");
    await panel.getByText("in use, as counted by the pool", { exact: true }).waitFor();
    const box = await boxOf(panel);
    expect(box.x).toBeGreaterThanOrEqual(8);
    expect(box.x + box.width).toBeLessThanOrEqual(width - 8);
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.y + box.height).toBeLessThanOrEqual(height);
    await page.keyboard.press("Escape");
  }
  await page.setViewportSize({ width: 1280, height: 500 });
  const name = "Explain: Workers over time";
  const button = page.getByRole("button", { name });
  await button.evaluate((node) => node.scrollIntoView({ block: "end" }));
  const panel = await open(name);
  await panel.getByText("A gap means").waitFor();
  const box = await boxOf(panel);
  expect(box.y + box.height).toBeLessThan((await boxOf(button)).y);
});
