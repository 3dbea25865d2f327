import { expect, test } from "bun:test";
import type { Locator, Page, Response } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
import { detailsOf, focusOn, opened, rowOf, table, topOf } from "./elements.ts";
import { testPool, type WorkerRow, worker, workersOf } from "./pools.ts";
import { stage } from "./stage.ts";

const pool = testPool();
const at = stage({ sseInterval: 100 }, { pool });

const row = (id: string, requests = 0): WorkerRow =>
  worker(id, `${id}@1.0.0`, { state: "idle", requests });

/** Opens the table with a clock that only `runFor` moves. */
async function open(search: string, rows: WorkerRow[]): Promise<Page> {
  pool.workers = rows;
  const page = await at.openWithClock(`/metrics/workers${search}`);
  await rowOf(page, rows[0]?.app ?? "").waitFor();
  await page.clock.pauseAt(Date.now() + 60_000);
  return page;
}

/** Advances the page's clock, poll by poll, until this many elements match. */
async function passUntil(page: Page, element: Locator, count = 1): Promise<void> {
  await eventually(`${count} of ${element}`, async () => {
    // After a response, the next request may wait for the clock.
    const isStats = (each: Response) => each.url().endsWith("/stats");
    const response = page.waitForResponse(isStats, { timeout: 3_000 }).catch(() => undefined);
    await page.clock.runFor(2_500);
    await response;
    await page.clock.runFor(50);
    return (await element.count()) === count;
  });
}

const others = ["a", "b", "c", "d", "e", "f", "g", "h"].map((id) => row(id));
const first = (page: Page, app = "") =>
  table(page).locator('[aria-rowindex="2"]').filter({ hasText: app });

/** Opens the table, begins to use it, changes the order, and lets half a minute pass, in which the order is held. */
async function stay(use: (page: Page) => Promise<void>): Promise<Page> {
  const search = "?sort=requests&desc=true";
  const page = await open(search, [row("one", 9), row("two", 1), ...others]);
  await use(page);
  pool.workers = [row("one", 9), row("two", 20), ...others];
  await passUntil(page, rowOf(page, "two@1.0.0").getByText("20", { exact: true }));
  await page.clock.fastForward(30_000);
  await page.clock.runFor(1_000);
  await first(page, "one@1.0.0").waitFor();
  return page;
}

test("an order is held for a pointer that rests, until it leaves", async () => {
  const page = await stay((before) => rowOf(before, "c@1.0.0").hover());
  await page.mouse.move(5, 5);
  await passUntil(page, first(page, "two@1.0.0"));
});

test("an order is held for a focus that rests, until it is sorted again by hand", async () => {
  const page = await stay(async (before) => {
    await first(before).getByRole("link").focus();
    await before.keyboard.press("ArrowDown");
  });
  await page.getByTestId("held").getByRole("button", { includeHidden: true }).click();
  await passUntil(page, first(page, "two@1.0.0"));
  await focusOn(first(page).getByRole("link"));
});

const MANY = workersOf(
  Array.from({ length: 200 }, (_, i) => `w${String(i).padStart(3, "0")}@1.0.0`),
);

test("a focused row keeps its place on the screen when rows above it disappear, and the focus when scrolled away", async () => {
  const page = await open("", MANY);
  await page.evaluate(() => window.scrollTo(0, 1_200));
  const focused = rowOf(page, "w030@");
  await focused.getByRole("link").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  const before = await topOf(focused);
  pool.workers = MANY.slice(5);
  await passUntil(page, page.locator('table[aria-rowcount="196"]'));
  expect(await topOf(focused)).toBe(before);
  await page.evaluate(() => {
    // As when another window comes to the front: the element stays active.
    document.activeElement?.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
    window.scrollTo(0, 6_000);
  });
  await passUntil(page, rowOf(page, "w170@"));
  await focused.locator("a:focus").waitFor({ state: "attached" });
});

test("a focused row that ends passes the focus to its neighbour", async () => {
  const page = await open("", [row("a"), row("b"), row("c")]);
  await rowOf(page, "a@1.0.0").getByRole("link").focus();
  await page.keyboard.press("ArrowDown");
  await focusOn(rowOf(page, "b@1.0.0").getByRole("link"));
  pool.workers = [row("a"), row("c")];
  await passUntil(page, rowOf(page, "b@1.0.0"), 0);
  await focusOn(rowOf(page, "c@1.0.0").getByRole("link"));
});

test("closing the details of a worker that has ended moves the focus into the page", async () => {
  const page = await open("?sort=requests&desc=true", MANY.toReversed());
  const newest = rowOf(page, "w199@");
  await newest.getByRole("link").press("Enter");
  await opened(page, "w199@");
  pool.workers = MANY.slice(0, -1);
  await passUntil(page, detailsOf(page).getByTestId("ended"));
  await passUntil(page, newest, 0);
  await page.keyboard.press("Escape");
  await detailsOf(page).waitFor({ state: "detached" });
  await focusOn(page.locator("main"));
  await page.keyboard.press("Tab");
  expect(await page.locator("main").locator(":focus").count()).toBe(1);
});
