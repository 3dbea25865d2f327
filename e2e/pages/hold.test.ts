import { describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
import { rowOf, table } from "./elements.ts";
import { stage } from "./stage.ts";

interface Row {
  id: string;
  app: string;
  state: string;
  requests: number;
  uptime: number;
}

let rows: Row[] = [];

const { visit } = stage(
  { sseInterval: 100 },
  {
    pool: {
      getMetrics: () => ({ size: 10, active: 0, idle: 0, creating: 0, total: 0 }),
      getWorkerStats: () => rows,
    },
  },
);

function worker(id: string, state: string, requests = 0): Row {
  return { id, app: `${id}@1.0.0`, state, requests, uptime: 1 };
}

test("a row that is pointed at and no longer suits the filters shows its real state; an ended one says so", async () => {
  rows = [worker("one", "active"), worker("two", "active"), worker("three", "active")];
  const { page, close } = await visit("/metrics/workers?state=active");
  await rowOf(page, "one@1.0.0").hover();
  rows = [worker("one", "idle"), worker("two", "active")];
  await rowOf(page, "one@1.0.0").getByText("idle", { exact: true }).waitFor();
  await rowOf(page, "three@1.0.0").getByText("ended", { exact: true }).waitFor();
  const lines = (app: string) =>
    rowOf(page, app).evaluate((row) => getComputedStyle(row).textDecorationLine);
  expect(await lines("one@1.0.0")).toBe("none");
  expect(await lines("three@1.0.0")).toBe("line-through");
  await rowOf(page, "one@1.0.0").waitFor({ state: "detached" });
  await rowOf(page, "three@1.0.0").waitFor({ state: "detached" });
  expect(await rowOf(page, "two@1.0.0").count()).toBe(1);
  await close();
}, 30_000);

test("groups count the workers that are there, also while they are pointed at", async () => {
  rows = Array.from({ length: 5 }, (_, i) => ({ ...worker(`w${i}`, "idle"), app: "shop@1.0.0" }));
  const { page, close } = await visit("/metrics/workers?group=true");
  const group = rowOf(page, "shop@1.0.0");
  await group.getByText("5 workers").waitFor();
  await group.hover();
  rows = rows.slice(3);
  await group.getByText("2 workers").waitFor();
  await close();
}, 30_000);

describe("an order is held", () => {
  const first = (page: Page) => table(page).locator('[aria-rowindex="2"]');

  /** Opens the table, has somebody be there, changes the order, and waits until they might be thought gone. */
  async function stay(come: (page: Page) => Promise<void>) {
    rows = [worker("one", "idle", 9), worker("two", "idle", 1)];
    const here = await visit("/metrics/workers?sort=requests&desc=true");
    const { page } = here;
    await page.clock.install();
    await rowOf(page, "one@1.0.0").waitFor();
    await come(page);
    rows = [worker("one", "idle", 9), worker("two", "idle", 20)];
    await page.clock.runFor(4_000);
    await rowOf(page, "two@1.0.0").getByText("20", { exact: true }).waitFor();
    await page.clock.runFor(30_000);
    await first(page).filter({ hasText: "one@1.0.0" }).waitFor();
    return here;
  }

  test("for a pointer that rests, until it leaves", async () => {
    const { page, close } = await stay((at) => first(at).hover());
    await page.mouse.move(5, 5);
    await first(page).filter({ hasText: "two@1.0.0" }).waitFor();
    await close();
  }, 30_000);

  test("for a pointer that rests, for three minutes: then nobody is there", async () => {
    const { page, close } = await stay((at) => first(at).hover());
    await page.clock.runFor(160_000);
    await first(page).filter({ hasText: "two@1.0.0" }).waitFor();
    await close();
  }, 60_000);

  test("for a focus that rests, until the order is wanted", async () => {
    const { page, close } = await stay(async (at) => {
      await first(at).getByRole("link").focus();
      await at.keyboard.press("ArrowDown");
    });
    await page.getByTestId("held").getByRole("button", { includeHidden: true }).click();
    await first(page).filter({ hasText: "two@1.0.0" }).waitFor();
    // The focus is where it was.
    await first(page).locator("a:focus").waitFor();
    await close();
  }, 30_000);
});

test("rows that go above one with the focus leave it where it is on the screen", async () => {
  rows = Array.from({ length: 80 }, (_, i) => worker(`w${String(i).padStart(2, "0")}`, "idle"));
  const { page, close } = await visit("/metrics/workers");
  await page.clock.install();
  await rowOf(page, "w00@").waitFor();
  await page.evaluate(() => window.scrollTo(0, 1_200));
  const row = rowOf(page, "w30@");
  await row.getByRole("link").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  const top = async () => Math.round((await row.boundingBox())?.y ?? 0);
  const before = await top();
  rows = rows.slice(5);
  await eventually("the rows to go", async () => {
    await page.clock.runFor(2_000);
    return (await table(page).getAttribute("aria-rowcount")) === "76";
  });
  expect(await top()).toBe(before);
  await close();
}, 30_000);

test("a row with the focus keeps it while the window has lost it, though it is scrolled away", async () => {
  rows = Array.from({ length: 200 }, (_, i) => worker(`w${String(i).padStart(3, "0")}`, "idle"));
  const { page, close } = await visit("/metrics/workers");
  await rowOf(page, "w000@").getByRole("link").focus();
  await page.keyboard.press("ArrowDown");
  await page.evaluate(() => {
    // As a window does that another comes before: the element stays the active one.
    document.activeElement?.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
    window.scrollTo(0, 5_000);
  });
  await rowOf(page, "w120@").waitFor();
  await rowOf(page, "w001@").locator("a:focus").waitFor({ state: "attached" });
  await close();
}, 30_000);

test("a row that ends with the focus in it hands the focus on to its neighbour", async () => {
  rows = [worker("one", "idle"), worker("two", "idle"), worker("three", "idle")];
  const { page, close } = await visit("/metrics/workers");
  await rowOf(page, "one@1.0.0").getByRole("link").focus();
  await page.keyboard.press("ArrowDown");
  rows = [worker("one", "idle"), worker("three", "idle")];
  await rowOf(page, "two@1.0.0").waitFor({ state: "detached" });
  await rowOf(page, "three@1.0.0").locator("a:focus").waitFor();
  await close();
}, 30_000);
