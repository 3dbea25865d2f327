import { describe, expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
import { detailsOf, opened, restingTop, rowOf, table, topOf } from "./elements.ts";
import { idOf, testPool, worker, workersOf } from "./pools.ts";
import { stage } from "./stage.ts";
import { windows } from "./visit.ts";

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
const at = stage({ sseInterval: 100 }, { pool });

describe("with long names and great numbers", () => {
  async function open(search: string, locale = "en-US"): Promise<Page> {
    pool.workers = WIDE;
    const page = await at.open(`/metrics/workers${search}`, { locale });
    await page.locator("tr:has([data-line])").first().waitFor();
    return page;
  }

  /** The texts of cells and heads that are wider than their room. */
  const cut = (page: Page) =>
    page
      .locator("thead th span, tbody td")
      .evaluateAll((cells) =>
        cells
          .filter(({ scrollWidth, clientWidth }) => clientWidth > 1 && scrollWidth > clientWidth)
          .map(({ textContent }) => textContent),
      );

  /** Whether the table can be scrolled sideways. */
  const scrolls = (page: Page) =>
    page.locator("table").evaluate(({ parentElement: box }) => {
      return box !== null && box.scrollWidth > box.clientWidth;
    });

  const sizes = [windows.frame, windows.desktop, windows.phone, { width: 320, height: 640 }];

  test.each([
    ["en-US", "?values=requests,rss"],
    ["pt-BR", ""],
    ["pt-BR", "?group=true"],
  ])("in %s every number and every head of /workers%s is whole", async (locale, search) => {
    const page = await open(search, locale);
    for (const size of sizes) {
      await page.setViewportSize(size);
      await restingTop(page.locator("tbody tr").last());
      expect([size.width, ...(await cut(page))]).toEqual([size.width]);
      if (size.width < 400) expect(await scrolls(page)).toBe(false);
    }
  });

  /** The least width in which some letters of a name can be read, in pixels. */
  const READABLE = 38;

  async function expectNameAndVersion(page: Page, role: "link" | "button"): Promise<void> {
    const link = rowOf(page, LONG).getByRole(role);
    const seen = link.locator("bdi");
    const [name, version] = [seen.first(), seen.last()];
    expect(await version.textContent()).toBe("@0.12.3-beta.4");
    for (const part of [name, version]) {
      expect((await part.boundingBox())?.width).toBeGreaterThan(READABLE);
    }
    const inside = await version.boundingBox();
    const around = await rowOf(page, LONG).getByRole("rowheader").boundingBox();
    if (!inside || !around) throw new Error("not drawn");
    expect(inside.x + inside.width).toBeLessThanOrEqual(around.x + around.width);
    expect(inside.y + inside.height).toBeLessThanOrEqual(around.y + around.height);
    expect(await link.getAttribute("title")).toBe(LONG);
  }

  test("a name that is cut shows its beginning and its version, and its title is whole", async () => {
    const page = await open("?group=true");
    await page.setViewportSize(windows.frame);
    await expectNameAndVersion(page, "button");
    await page.getByRole("button", { name: "Group by app" }).click();
    await rowOf(page, LONG).getByRole("link").waitFor();
    await expectNameAndVersion(page, "link");
    await page.setViewportSize(windows.phone);
    await eventually("rows of a phone", async () => {
      return (await rowOf(page, LONG).boundingBox())?.height === 76;
    });
    await expectNameAndVersion(page, "link");
  });
});

async function openMany(path = "", look = {}): Promise<Page> {
  pool.workers = MANY;
  const page = await at.open(`/metrics/workers${path}?sort=app`, look);
  await page.locator("tbody").getByRole("link").first().waitFor();
  return page;
}

/** Where a row begins in windows of each width, once it has come to rest there. */
async function topsIn(page: Page, row: Locator, widths: readonly number[]): Promise<number[]> {
  const tops: number[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 755 });
    tops.push(await restingTop(row));
  }
  return tops;
}

// In Portuguese, whose hints are longer.
test("nothing moves when the order begins to be held, and when a row's details open", async () => {
  const widths = [1440, 1280, 1056, 1024, 900, 768];
  const page = await openMany("", { locale: "pt-BR" });
  const row = page.locator("tbody tr").filter({ hasText: "app-002@" });
  const before = await topsIn(page, row, widths);
  await row.hover();
  await page.getByTestId("held").waitFor({ state: "attached" });
  expect(await topsIn(page, row, widths)).toEqual(before);
  await page.setViewportSize({ width: 1024, height: 755 });
  await row.click({ position: { x: 60, y: 20 } });
  await opened(page, "app-002@");
  expect(await topOf(row)).toBe(before[widths.indexOf(1024)] ?? 0);
  // Where there is room for details beside the table.
  const wide = widths.filter((width) => width >= 1024);
  expect(await topsIn(page, row, wide)).toEqual(before.slice(0, wide.length));
});

test("a double click opens the worker that it was on, whose row stands out, also under the pointer", async () => {
  const page = await openMany();
  const first = await rowOf(page, "app-002@").boundingBox();
  const next = await rowOf(page, "app-003@").boundingBox();
  if (!first || !next) throw new Error("not drawn");
  // In one task of the page, so that no load comes between them.
  await page.evaluate(
    (places) => {
      for (const { x, y } of places) {
        const click = new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 });
        document.elementFromPoint(x + 60, y + 20)?.dispatchEvent(click);
      }
    },
    [first, next],
  );
  await opened(page, "app-002@");
  const looks = () =>
    rowOf(page, "app-002@").evaluate((element) => [
      getComputedStyle(element).backgroundColor,
      getComputedStyle(element.querySelector("th") ?? element).backgroundImage,
    ]);
  const selected = await looks();
  expect(selected[1]).toContain("linear-gradient");
  await rowOf(page, "app-002@").hover();
  expect(await looks()).toEqual(selected);
  await eventually("a click that counts again", async () => {
    await page.mouse.click(next.x + 60, next.y + 20);
    return (await detailsOf(page).getByRole("heading", { name: "app-003@" }).count()) > 0;
  });
});

test("a worker that is linked to is in view, also in its group, which is open", async () => {
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

test("another order or filter begins at the table's head", async () => {
  const page = await openMany();
  const scrollFar = async () => {
    await page.evaluate(() => window.scrollTo(0, 5_000));
    await table(page).locator('[aria-rowindex="2"]').waitFor({ state: "detached" });
  };
  const begins = (app: string) =>
    eventually(`${app} below the head`, async () => {
      const top = await topOf(table(page).locator('[aria-rowindex="2"]').filter({ hasText: app }));
      return top > 20 && top < 400;
    });
  await rowOf(page, "app-000@").waitFor();
  await scrollFar();
  await table(page).getByRole("columnheader", { name: "Requests" }).getByRole("button").click();
  await begins("app-199@");
  await scrollFar();
  await page.getByRole("radio", { name: /^active/ }).check();
  await begins("app-199@");
});
