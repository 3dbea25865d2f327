import { afterEach, expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
import { boxOf, detailsOf, focusOn, gauge, opened, rowOf, table, windows } from "./elements.ts";
import { stage } from "./stage.ts";

const WORKERS = 10_000;
/** More rows than fit into a window and the margin around it. */
const MOST_DRAWN = 60;
const ALL =
  "cols=id,state,requestRate,requests,errors,errorRate,responseMs,avgResponseTimeMs,cpu,rss,heapUsed,uptime,idleSeconds";

const at = stage({ crowd: WORKERS });
let page: Page;

async function open(search = ""): Promise<void> {
  page = await at.open(`/metrics/workers?sort=app${search}`, { viewport: windows.frame });
  await rowOf(page, "app-00000@").waitFor();
}

afterEach(async () => {
  const drawn = await table(page).locator("tr[aria-rowindex]").count();
  expect(drawn).toBeLessThan(MOST_DRAWN);
});

/** Waits until an element is completely in view, and nothing covers its middle. */
function inView(element: Locator): Promise<true> {
  return eventually("all of it in view", () =>
    element.evaluate((seen) => {
      const { left, right, top, bottom } = seen.getBoundingClientRect();
      const over = document.elementFromPoint(left + 12, (top + bottom) / 2);
      return top >= 0 && bottom <= innerHeight && right > left && seen.contains(over);
    }),
  );
}

/** Waits until the focus is in an app's row, and the row in view. */
async function focusAt(app: string, rowIndex = Number(app.slice(4)) + 2): Promise<void> {
  const row = table(page).locator(`tr[aria-rowindex="${rowIndex}"]`).filter({ hasText: app });
  await focusOn(row.getByRole("link"));
  await inView(row.getByRole("rowheader"));
}

test("10,000 workers are counted for screen readers, and the arrow keys reach all of them", async () => {
  await open();
  await table(page)
    .and(page.locator(`[aria-rowcount="${WORKERS + 1}"]`))
    .waitFor();
  await rowOf(page, "app-00000@").getByRole("link").focus();
  for (const [key, app] of [
    ["PageDown", "app-00010"],
    ["End", "app-09999"],
    ["PageUp", "app-09989"],
    ["Home", "app-00000"],
  ] as const) {
    await page.keyboard.press(key);
    await focusAt(app);
  }
});

test.each([
  ["leaves the page where it is", ""],
  [
    "keeps the row in view where the columns then need more room",
    "&cols=state,requests,errors,uptime,rss,heapUsed",
  ],
])("opening and closing a worker's details %s", async (_, search) => {
  await open(search);
  await page.evaluate(() => window.scrollTo(0, 150_000));
  const row = rowOf(page, "app-04412@");
  await row.getByText("app-04412@").click();
  await opened(page, "app-04412@");
  const scrolled = () => page.evaluate(() => Math.abs(window.scrollY - 150_000));
  if (search === "") expect(await scrolled()).toBeLessThan(200);
  expect(await row.getAttribute("aria-current")).toBe("true");
  await inView(row.getByRole("rowheader"));
  await page.keyboard.press("Escape");
  await focusAt("app-04412");
  if (search !== "") return;
  expect(await scrolled()).toBeLessThan(200);
  // Another page begins at its top.
  await page.getByRole("link", { name: "Overview" }).evaluate((link: HTMLElement) => link.click());
  await gauge(page).waitFor();
  await eventually("the page's top", () => page.evaluate(() => scrollY === 0));
  await page.goBack();
  await table(page).waitFor();
});

test("a table wider than the page has its head, its apps and its scrollbar in view, and opens details from any cell", async () => {
  await open(`&${ALL}`);
  const box = table(page).locator("xpath=..");
  await box.evaluate((element) => element.scrollTo(500, 150_000));
  const row = rowOf(page, "app-04412@");
  await inView(row.getByRole("rowheader"));
  await inView(table(page).getByRole("columnheader", { name: "App" }));
  await inView(table(page).getByRole("columnheader", { name: "Last request" }));
  const { bottom, left, scrollLeft } = await box.evaluate((element) => ({
    ...element.getBoundingClientRect().toJSON(),
    scrollLeft: element.scrollLeft,
  }));
  expect(bottom).toBeLessThanOrEqual(windows.frame.height);
  expect(scrollLeft).toBeGreaterThan(50);
  expect(Math.abs((await boxOf(row.getByRole("rowheader"))).x - left)).toBeLessThan(2);
  await row.getByRole("cell").last().click();
  await opened(page, "app-04412@");
  await page.keyboard.press("Escape");
  await detailsOf(page).waitFor({ state: "detached" });
  await focusOn(row.getByRole("link"));
  await page.keyboard.press("End");
  await focusAt("app-09999");
  await page.keyboard.press("PageUp");
  await focusAt("app-09989");
});
