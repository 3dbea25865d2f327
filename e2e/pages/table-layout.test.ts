import { describe, expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
import { detailsOf, focusOn, opened, rowOf, table, topOf } from "./elements.ts";
import { idOf, testPool, worker, workersOf } from "./pools.ts";
import { stage } from "./stage.ts";
import { windows } from "./visit.ts";

const LONG = "@buntime/plugin-with-a-name-that-goes-on-and-on-and-on@0.12.3-beta.4";
const GREAT = Number.MAX_SAFE_INTEGER;

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
  worker("long", LONG, { requests: GREAT, uptime: 86_340, errors: 3 }),
  worker("short", "c@1.0.0", { requests: 2, uptime: 8_722_800 }),
];
const MANY = workersOf(
  Array.from({ length: 200 }, (_, i) => `app-${String(i).padStart(3, "0")}@1.0.0`),
);
const SORTED = "/metrics/workers?sort=app";

const pool = testPool();
const at = stage({ sseInterval: 100 }, { pool });

describe("with long names and great numbers", () => {
  async function open(path: string, locale = "en-US"): Promise<Page> {
    pool.workers = WIDE;
    const page = await at.open(`/metrics/workers${path}`, { locale });
    await page.locator("tr:has([data-line])").first().waitFor();
    return page;
  }

  /** By how many pixels an element's content is wider than its own room. */
  const excess = (element: Locator) =>
    element.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);

  /** The texts of cells and heads that are wider than their room. */
  const cut = (page: Page) =>
    page
      .locator("thead th span, tbody td")
      .evaluateAll((cells) =>
        cells
          .filter(({ scrollWidth, clientWidth }) => clientWidth > 1 && scrollWidth > clientWidth)
          .map(({ textContent }) => textContent),
      );

  /** The least width in which some letters of a name can be read, in pixels. */
  const READABLE = 38;

  async function expectNameAndVersion(page: Page, role: "link" | "button"): Promise<void> {
    const link = rowOf(page, LONG).getByRole(role);
    const seen = link.locator("bdi");
    const version = seen.getByText("@0.12.3-beta.4", { exact: true });
    const name = seen.getByText("@buntime/plugin-with", { exact: false }).first();
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

  const sizes = [windows.frame, windows.desktop, windows.phone, { width: 320, height: 640 }];
  const shows = ["", "?group=true"].flatMap((search) =>
    ["en-US", "pt-BR"].map((locale) => ({ search, locale })),
  );

  test.each(shows)("in $locale every number and every head of $search is whole", async (show) => {
    const page = await open(show.search, show.locale);
    for (const size of sizes) {
      await page.setViewportSize(size);
      await eventually(`nothing cut at ${size.width}`, async () => (await cut(page)).length === 0);
    }
  });

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

  test.each(["", "?values=requests,rss"])(
    "on a phone numbers stay in their cells, with %p",
    async (search) => {
      const page = await open(search);
      await page.setViewportSize(windows.phone);
      await rowOf(page, LONG)
        .getByText(/^9,?0\d\dT$/)
        .waitFor();
      await rowOf(page, LONG).getByTitle("9,007,199,254,740,991", { exact: true }).waitFor();
      expect(await excess(table(page).locator(".."))).toBe(0);
      for (const cell of await rowOf(page, LONG).getByRole("cell").all()) {
        expect(await excess(cell)).toBe(0);
      }
    },
  );
});

describe("nothing moves", () => {
  async function open(look = {}): Promise<Page> {
    pool.workers = MANY;
    const page = await at.open(SORTED, look);
    await page.locator("tbody tr").filter({ hasText: "app-004@" }).waitFor();
    return page;
  }

  test.each(["en-US", "pt-BR"])("in %s when a row's details open", async (locale) => {
    const page = await open({ locale });
    const row = page.locator("tbody tr").filter({ hasText: "app-004@" });
    // As alone, as in the shell's frame, and the least with room for details beside.
    for (const [width, height] of [
      [1440, 900],
      [1280, 800],
      [1056, 755],
      [1024, 755],
    ] as const) {
      await page.setViewportSize({ width, height });
      const before = await topOf(row);
      await row.click({ position: { x: 60, y: 20 } });
      await opened(page, "app-004@");
      expect(await topOf(row)).toBe(before);
      await page.keyboard.press("Escape");
      await detailsOf(page).waitFor({ state: "detached" });
    }
  });

  test.each([1280, 1024, 900, 768])(
    "at %d pixels when the order begins to be held",
    async (width) => {
      const page = await open({ viewport: { width, height: 755 } });
      const row = rowOf(page, "app-002@");
      const before = await topOf(row);
      await row.hover();
      await page.getByTestId("held").waitFor();
      expect(await topOf(row)).toBe(before);
    },
  );

  test("under a double click: it opens the worker that it was on", async () => {
    const page = await open();
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
    await eventually("a click that counts again", async () => {
      await page.mouse.click(next.x + 60, next.y + 20);
      return (await detailsOf(page).getByRole("heading", { name: "app-003@" }).count()) > 0;
    });
  });
});

test("with one worker's details after another's, Back leads out of them", async () => {
  pool.workers = MANY;
  const page = await at.open(SORTED);
  for (const app of ["app-001@", "app-003@", "app-005@"]) {
    await rowOf(page, app).getByRole("link").press("Enter");
    await opened(page, app);
  }
  await page.goBack();
  await detailsOf(page).waitFor({ state: "detached" });
  expect(new URL(page.url()).pathname).toBe("/metrics/workers");
});

test.each([
  ["", ""],
  ["in its group, which is open", "&group=true"],
])("a worker that is linked to is in view %s", async (_, search) => {
  pool.workers = MANY;
  const page = await at.open(`/metrics/workers/${idOf(150)}?sort=app${search}`);
  const row = table(page).locator('[aria-current="true"]');
  await row.filter({ hasText: "app-150@" }).waitFor();
  await eventually("that row in view", () =>
    row.evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return top > 0 && bottom < innerHeight;
    }),
  );
});

test("another order or filter begins at the table's head", async () => {
  pool.workers = MANY;
  const page = await at.open(SORTED);
  const scrollFar = async () => {
    await page.evaluate(() => window.scrollTo(0, 5_000));
    await rowOf(page, "app-1").waitFor();
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

test("the selected row differs by more than its ground, also under the pointer", async () => {
  pool.workers = MANY;
  const page = await at.open(SORTED);
  const row = rowOf(page, "app-002@");
  await row.click({ position: { x: 60, y: 20 } });
  await opened(page, "app-002@");
  const looks = () =>
    row.evaluate((element) => [
      getComputedStyle(element).backgroundColor,
      getComputedStyle(element.querySelector("th") ?? element).backgroundImage,
    ]);
  await row.hover();
  const pointedAt = await looks();
  expect(pointedAt[1]).toContain("linear-gradient");
  await page.mouse.move(5, 5);
  expect(await looks()).toEqual(pointedAt);
});

describe("where the row is no longer drawn, closing the details leads back into the page", () => {
  const APPS = workersOf(Array.from({ length: 500 }, (_, i) => `app-${i}@1.0.0`));

  test.each([
    ["has ended", APPS.slice(0, -1), 0],
    ["is far out of view", APPS, 10_000],
  ] as const)("because it %s", async (_, later, top) => {
    pool.workers = APPS;
    const page = await at.open("/metrics/workers?sort=requests&desc=true");
    const row = rowOf(page, "app-499@1.0.0");
    await row.getByRole("link").press("Enter");
    await opened(page, "app-499@1.0.0");
    pool.workers = [...later];
    await page.evaluate((y) => window.scrollTo(0, y), top);
    await row.waitFor({ state: "detached" });
    await page.keyboard.press("Escape");
    await detailsOf(page).waitFor({ state: "detached" });
    await focusOn(page.locator("main"));
    await page.keyboard.press("Tab");
    expect(await page.locator("main").locator(":focus").count()).toBe(1);
  });
});
