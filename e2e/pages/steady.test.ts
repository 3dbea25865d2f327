import { describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
import { rowOf, table } from "./elements.ts";
import { idOf, named } from "./named.ts";
import { stage } from "./stage.ts";

setDefaultTimeout(30_000);

const APPS = Array.from({ length: 200 }, (_, i) => `app-${String(i).padStart(3, "0")}@1.0.0`);
const SORTED = "/metrics/workers?sort=app";

const { visit } = stage({}, { pool: named(APPS) });

const topOf = async (element: Locator) => Math.round((await element.boundingBox())?.y ?? 0);

const opened = (page: Page, app: string) =>
  page.getByTestId("details").getByRole("heading", { name: app }).waitFor();

// As alone, as in the shell's frame, and the least with room for details beside.
const sizes = [
  { width: 1440, height: 900 },
  { width: 1280, height: 800 },
  { width: 1056, height: 755 },
  { width: 1024, height: 755 },
];

describe.each(["en-US", "pt-BR"])("in %s", (locale) => {
  test.each(sizes)(
    "at $width pixels a row stays in its place when its details open",
    async (viewport) => {
      const { page, close } = await visit(SORTED, { viewport, locale });
      const row = page.locator("tbody tr").filter({ hasText: "app-004@" });
      const before = await topOf(row);
      await row.click({ position: { x: 60, y: 20 } });
      await opened(page, "app-004@");
      expect(await topOf(row)).toBe(before);
      await close();
    },
  );
});

test.each([1280, 1024, 900, 768])(
  "at %d pixels nothing moves when the order begins to be held",
  async (width) => {
    const { page, close } = await visit(SORTED, { viewport: { width, height: 755 } });
    const row = rowOf(page, "app-002@");
    const before = await topOf(row);
    await row.hover();
    await page.getByTestId("held").waitFor();
    expect(await topOf(row)).toBe(before);
    await close();
  },
);

test("a double click opens the worker that it was on, whatever comes under the pointer", async () => {
  const { page, close } = await visit(SORTED);
  const first = await rowOf(page, "app-002@").boundingBox();
  const next = await rowOf(page, "app-003@").boundingBox();
  if (!first || !next) throw new Error("not drawn");
  // One right after the other, whatever the machine does meanwhile.
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
  await page.waitForTimeout(500);
  await page.mouse.click(next.x + 60, next.y + 20);
  await opened(page, "app-003@");
  await close();
});

test("with one worker's details after another's, Back leads out of them", async () => {
  const { page, close } = await visit(SORTED);
  for (const app of ["app-001@", "app-003@", "app-005@"]) {
    await rowOf(page, app).getByRole("link").press("Enter");
    await opened(page, app);
  }
  await page.goBack();
  await page.getByTestId("details").waitFor({ state: "detached" });
  expect(new URL(page.url()).pathname).toBe("/metrics/workers");
  await close();
});

test.each([
  ["", ""],
  ["in its group, which is open", "&group=true"],
])("a worker that is linked to is in view %s", async (_, search) => {
  const { page, close } = await visit(`/metrics/workers/${idOf(150)}?sort=app${search}`);
  const row = table(page).locator('[aria-current="true"]');
  await row.filter({ hasText: "app-150@" }).waitFor();
  await eventually("that row in view", () =>
    row.evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return top > 0 && bottom < innerHeight;
    }),
  );
  await close();
});

test("another order or filter begins at the table's head", async () => {
  const { page, close } = await visit(SORTED);
  const scrollFar = async () => {
    await page.evaluate(() => window.scrollTo(0, 5_000));
    await rowOf(page, "app-1").waitFor();
  };
  const begins = (app: string) =>
    eventually(`${app} below the head`, async () => {
      const top = await topOf(table(page).locator('[aria-rowindex="2"]').filter({ hasText: app }));
      return top > 20 && top < 300;
    });
  await rowOf(page, "app-000@").waitFor();
  await scrollFar();
  await table(page).getByRole("columnheader", { name: "Requests" }).getByRole("button").click();
  await begins("app-199@");
  await scrollFar();
  await page.getByRole("radio", { name: /^active/ }).check();
  await begins("app-199@");
  await close();
});

test("the chosen row is told by more than its ground, also while it is pointed at", async () => {
  const { page, close } = await visit(SORTED);
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
  await close();
});
