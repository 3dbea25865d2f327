import { expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
import { boxOf, opened, restingTop, rowOf, table, topOf, windows } from "./elements.ts";
import { idOf, testPool, worker, workersOf } from "./pools.ts";
import { stage } from "./stage.ts";

const LONG = "@buntime/plugin-with-a-name-that-goes-on-and-on-and-on@0.12.3-beta.4";

const big = (place: number, count: number) =>
  worker(idOf(place), `big-${place}@1.0.0`, {
    requests: count,
    errors: count,
    avgResponseTimeMs: count,
    uptime: 99 * 86_400 + 82_800 + place,
    memory: { rss: 1_023 * 2 ** (10 * place), heapUsed: 1_023 * 2 ** 20 },
  });
const WIDE = [
  ...[999_999, 999_000, 123_456_789, 99_999].map((count, place) => big(place, count)),
  worker("long", LONG, { requests: Number.MAX_SAFE_INTEGER, uptime: 86_340, errors: 3 }),
  worker("short", "c@1.0.0", { requests: 2, uptime: 8_722_800 }),
];
const MANY = workersOf(
  Array.from({ length: 200 }, (_, i) => `app-${String(i).padStart(3, "0")}@1.0.0`),
);

const pool = testPool();
const at = stage({}, { pool });

/** The texts of cells and headers that are wider than their space. */
const cut = (page: Page) =>
  page
    .locator("thead th span, tbody td")
    .evaluateAll((cells) =>
      cells
        .filter(({ scrollWidth, clientWidth }) => clientWidth > 1 && scrollWidth > clientWidth)
        .map(({ textContent }) => textContent),
    );

async function openWide(search: string, inPortuguese = false): Promise<Page> {
  pool.workers = WIDE;
  const page = await at.open(`/metrics/workers${search}`, { inPortuguese });
  await page.locator("tr:has([data-line])").first().waitFor();
  return page;
}

test.each([
  ["en-US", "?values=requests,rss"],
  ["pt-BR", ""],
  ["pt-BR", "?group=true"],
])("in %s no number and no header of /workers%s is cut off", async (locale, search) => {
  const page = await openWide(search, locale === "pt-BR");
  const { frame, desktop, phone } = windows;
  for (const size of [frame, desktop, phone, { width: 320, height: 640 }]) {
    await page.setViewportSize(size);
    await restingTop(page.locator("tbody tr").last());
    expect([size.width, ...(await cut(page))]).toEqual([size.width]);
    await page.waitForFunction((most) => document.documentElement.scrollWidth <= most, size.width);
    if (size.width >= 400) continue;
    const box = page.locator(":has(> table)");
    expect(await box.evaluate((node) => node.scrollWidth - node.clientWidth)).toBe(0);
    expect(await topOf(box)).toBeLessThan(phone.height / 2);
  }
});

test("a truncated name shows its beginning and its version, and its title is complete", async () => {
  const page = await openWide("?group=true");
  const expectNameAndVersion = async (role: "link" | "button") => {
    const link = rowOf(page, LONG).getByRole(role);
    const [name, version] = [link.locator("bdi").first(), link.locator("bdi").last()];
    expect(await version.textContent()).toBe("@0.12.3-beta.4");
    // Some letters of each can be read.
    for (const part of [name, version]) expect((await boxOf(part)).width).toBeGreaterThan(38);
    const [inside, around] = [
      await boxOf(version),
      await boxOf(rowOf(page, LONG).getByRole("rowheader")),
    ];
    expect(inside.x + inside.width).toBeLessThanOrEqual(around.x + around.width);
    expect(inside.y + inside.height).toBeLessThanOrEqual(around.y + around.height);
    expect(await link.getAttribute("title")).toBe(LONG);
  };
  await page.setViewportSize(windows.frame);
  await expectNameAndVersion("button");
  await page.getByRole("button", { name: "Group by app" }).click();
  await rowOf(page, LONG).getByRole("link").waitFor();
  await expectNameAndVersion("link");
  await page.setViewportSize(windows.phone);
  await eventually("rows of a phone", async () => (await boxOf(rowOf(page, LONG))).height === 76);
  await expectNameAndVersion("link");
});

async function openMany(path = "", look = {}): Promise<Page> {
  pool.workers = MANY;
  const page = await at.open(`/metrics/workers${path}?sort=app`, look);
  await page.locator("tbody").getByRole("link").first().waitFor();
  return page;
}

/** The resting top of a row in windows of these widths. */
async function topsIn(page: Page, row: Locator, widths: readonly number[]): Promise<number[]> {
  const tops: number[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 755 });
    tops.push(await restingTop(row));
  }
  return tops;
}

test("nothing moves when the order begins to be held, and when a row's details open", async () => {
  const widths = [1440, 1280, 1056, 1024, 900, 768];
  const page = await openMany("", { inPortuguese: true });
  const row = page.locator("tbody tr").filter({ hasText: "app-002@" });
  const before = await topsIn(page, row, widths);
  await row.hover();
  await page.getByTestId("held").waitFor({ state: "attached" });
  expect(await topsIn(page, row, widths)).toEqual(before);
  await page.setViewportSize({ width: 1024, height: 755 });
  await row.click({ position: { x: 60, y: 20 } });
  await opened(page, "app-002@");
  expect(await topOf(row)).toBe(before[widths.indexOf(1024)] ?? 0);
  // With room for details beside the table.
  const wide = widths.filter((width) => width >= 1024);
  expect(await topsIn(page, row, wide)).toEqual(before.slice(0, wide.length));
});

test("a linked worker is in view, even in a group, which is then open", async () => {
  const page = await openMany(`/${idOf(150)}`);
  const row = table(page).locator('[aria-current="true"]').filter({ hasText: "app-150@" });
  const inView = () =>
    eventually("that row in view", () =>
      row.evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return top > 0 && bottom < innerHeight;
      }),
    );
  await inView();
  await page.goto(`${page.url()}&group=true`);
  await inView();
});

test("a new order scrolls to the table's head", async () => {
  const page = await openMany();
  const first = table(page).locator('[aria-rowindex="2"]');
  await page.evaluate(() => window.scrollTo(0, 5_000));
  await first.waitFor({ state: "detached" });
  await table(page).getByRole("columnheader", { name: "Requests" }).getByRole("button").click();
  await eventually("app-199 below the head", async () => {
    const top = await topOf(first.filter({ hasText: "app-199@" }));
    return top > 20 && top < 400;
  });
});
