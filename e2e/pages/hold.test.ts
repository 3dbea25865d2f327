import { describe, expect, test } from "bun:test";
import type { Locator, Page, Response } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
import { detailsOf, focusOn, opened, rowOf, table, topOf } from "./elements.ts";
import { testPool, type WorkerRow, worker, workersOf } from "./pools.ts";
import { stage } from "./stage.ts";

const pool = testPool();
const at = stage({ sseInterval: 100 }, { pool });

const row = (id: string, state: string, requests = 0): WorkerRow =>
  worker(id, `${id}@1.0.0`, { state, requests });

/** Opens the table with a clock that only `runFor` moves. */
async function open(search: string, rows: WorkerRow[]): Promise<Page> {
  pool.workers = rows;
  const page = await at.open("about:blank", { fresh: true });
  await page.clock.install();
  await page.goto(`${at.host.url}/metrics/workers${search}`);
  await rowOf(page, rows[0]?.app ?? "").waitFor();
  await page.clock.pauseAt(Date.now() + 60_000);
  return page;
}

/** Lets the page's time pass, poll by poll, until there are so many of an element. */
async function passUntil(page: Page, element: Locator, count = 1): Promise<void> {
  await eventually(`${count} of ${element}`, async () => {
    // A response that has just arrived may have no successor until the clock moves again.
    const isStats = (each: Response) => each.url().endsWith("/stats");
    const response = page.waitForResponse(isStats, { timeout: 3_000 }).catch(() => undefined);
    await page.clock.runFor(2_500);
    await response;
    await page.clock.runFor(50);
    return (await element.count()) === count;
  });
}

test("a row under the pointer that no longer suits the filters shows its real state; an ended one says so", async () => {
  const page = await open("?state=active", [
    row("one", "active"),
    row("two", "active"),
    row("three", "active"),
  ]);
  await rowOf(page, "one@1.0.0").hover();
  pool.workers = [row("one", "idle"), row("two", "active")];
  await passUntil(page, rowOf(page, "one@1.0.0").getByText("idle", { exact: true }));
  await passUntil(page, rowOf(page, "three@1.0.0").getByText("ended", { exact: true }));
  const lines = (app: string) =>
    rowOf(page, app).evaluate((element) => getComputedStyle(element).textDecorationLine);
  expect(await lines("one@1.0.0")).toBe("none");
  expect(await lines("three@1.0.0")).toBe("line-through");
  await page.mouse.move(5, 5);
  await passUntil(page, rowOf(page, "one@1.0.0"), 0);
  await passUntil(page, rowOf(page, "three@1.0.0"), 0);
  expect(await rowOf(page, "two@1.0.0").count()).toBe(1);
});

test("groups count the workers that there are, also under the pointer", async () => {
  const rows = Array.from({ length: 5 }, (_, i) => worker(`w${i}`, "shop@1.0.0"));
  const page = await open("?group=true", rows);
  const group = rowOf(page, "shop@1.0.0");
  await group.getByText("5 workers", { exact: true }).waitFor();
  await group.hover();
  pool.workers = rows.slice(3);
  await passUntil(page, group.getByText("2 workers", { exact: true }));
});

describe("an order is held", () => {
  const first = (page: Page, app = "") =>
    table(page).locator('[aria-rowindex="2"]').filter({ hasText: app });
  const others = ["a", "b", "c", "d", "e", "f", "g", "h"].map((id) => row(id, "idle"));

  /** Opens the table, `come`s to it, changes the order, and waits until that may have been long ago. */
  async function stay(come: (page: Page) => Promise<void>): Promise<Page> {
    const search = "?sort=requests&desc=true";
    const page = await open(search, [row("one", "idle", 9), row("two", "idle", 1), ...others]);
    await come(page);
    pool.workers = [row("one", "idle", 9), row("two", "idle", 20), ...others];
    await passUntil(page, rowOf(page, "two@1.0.0").getByText("20", { exact: true }));
    await page.clock.fastForward(30_000);
    await page.clock.runFor(1_000);
    await first(page, "one@1.0.0").waitFor();
    return page;
  }

  // With rows above and below: a notice may come that moves the table under the pointer.
  const point = (page: Page) => rowOf(page, "c@1.0.0").hover();

  test("for a pointer that rests, until it leaves", async () => {
    const page = await stay(point);
    await page.mouse.move(5, 5);
    await passUntil(page, first(page, "two@1.0.0"));
  });

  test("for a pointer that rests, for three minutes: then nobody is there", async () => {
    const page = await stay(point);
    await page.clock.fastForward(120_000);
    await page.clock.runFor(1_000);
    await first(page, "one@1.0.0").waitFor();
    await page.clock.fastForward(40_000);
    await passUntil(page, first(page, "two@1.0.0"));
  });

  test("for a focus that rests, until the order is wanted", async () => {
    const page = await stay(async (before) => {
      await first(before).getByRole("link").focus();
      await before.keyboard.press("ArrowDown");
    });
    await page.getByTestId("held").getByRole("button", { includeHidden: true }).click();
    await passUntil(page, first(page, "two@1.0.0"));
    await focusOn(first(page).getByRole("link"));
  });
});

describe("a row with the focus", () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, i) => row(`w${String(i).padStart(3, "0")}`, "idle"));

  test("stays where it is on the screen when rows above it go", async () => {
    const rows = many(80);
    const page = await open("", rows);
    await page.evaluate(() => window.scrollTo(0, 1_200));
    const focused = rowOf(page, "w030@");
    await focused.getByRole("link").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    const before = await topOf(focused);
    pool.workers = rows.slice(5);
    await passUntil(page, page.locator('table[aria-rowcount="76"]'));
    expect(await topOf(focused)).toBe(before);
  });

  test("keeps it while the window has lost it, though it is scrolled away", async () => {
    const page = await open("", many(200));
    await rowOf(page, "w000@").getByRole("link").focus();
    await page.keyboard.press("ArrowDown");
    await page.evaluate(() => {
      // As when another window comes to the front: the element stays the active one.
      document.activeElement?.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
      window.scrollTo(0, 5_000);
    });
    await passUntil(page, rowOf(page, "w147@"));
    await rowOf(page, "w001@").locator("a:focus").waitFor({ state: "attached" });
  });

  test("that ends hands it on to its neighbour", async () => {
    const page = await open("", [row("one", "idle"), row("two", "idle"), row("three", "idle")]);
    await rowOf(page, "one@1.0.0").getByRole("link").focus();
    await page.keyboard.press("ArrowDown");
    pool.workers = [row("one", "idle"), row("three", "idle")];
    await passUntil(page, rowOf(page, "two@1.0.0"), 0);
    await focusOn(rowOf(page, "three@1.0.0").getByRole("link"));
  });
});

describe("where the row is no longer drawn, closing the details leads back into the page", () => {
  const APPS = workersOf(Array.from({ length: 200 }, (_, i) => `app-${i}@1.0.0`));

  test.each([
    ["has ended, which the details say", APPS.slice(0, -1), 0],
    ["is far out of view", APPS, 5_000],
  ] as const)("because it %s", async (_, later, top) => {
    const page = await open("?sort=requests&desc=true", APPS.toReversed());
    const newest = rowOf(page, "app-199@1.0.0");
    await newest.getByRole("link").press("Enter");
    await opened(page, "app-199@1.0.0");
    pool.workers = [...later];
    if (top === 0) await passUntil(page, detailsOf(page).getByTestId("ended"));
    await page.evaluate((y) => window.scrollTo(0, y), top);
    await passUntil(page, newest, 0);
    await page.keyboard.press("Escape");
    await detailsOf(page).waitFor({ state: "detached" });
    await focusOn(page.locator("main"));
    await page.keyboard.press("Tab");
    expect(await page.locator("main").locator(":focus").count()).toBe(1);
  });
});
