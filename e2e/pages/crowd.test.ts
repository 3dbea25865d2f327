import { afterEach, describe, expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
import { detailsOf, focusOn, gauge, opened, rowOf, table } from "./elements.ts";
import { stage } from "./stage.ts";
import { windows } from "./visit.ts";

const WORKERS = 10_000;
/** Rows of a window and what is drawn beyond it, the head among them. */
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

function rowCount(wanted: number): Promise<true> {
  return eventually(`${wanted} rows`, async () => {
    return (await table(page).getAttribute("aria-rowcount")) === String(wanted);
  });
}

/** Whether an element can be seen whole, and nothing else lies over its middle. */
function inView(element: Locator): Promise<true> {
  return eventually("all of it in view", () =>
    element.evaluate((seen) => {
      const { left, right, top, bottom } = seen.getBoundingClientRect();
      const over = document.elementFromPoint(left + 12, (top + bottom) / 2);
      return top >= 0 && bottom <= innerHeight && right > left && seen.contains(over);
    }),
  );
}

/** The focus is in the row of an app, which is in view. */
async function focusAt(app: string, rowIndex = Number(app.slice(4)) + 2): Promise<void> {
  const row = table(page).locator(`tr[aria-rowindex="${rowIndex}"]`).filter({ hasText: app });
  await focusOn(row.getByRole("link"));
  await inView(row.getByRole("rowheader"));
}

test("10,000 workers are counted for screen readers, and the keys lead through all of them", async () => {
  await open();
  await rowCount(WORKERS + 1);
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

test("a text narrows the rows, and the apps' options exist only while one may be chosen", async () => {
  await open();
  const choice = page.getByRole("combobox", { name: "App" });
  expect(await choice.getByRole("option").count()).toBe(1);
  await choice.focus();
  const name = (await rowOf(page, "app-00007@").getByRole("link").getAttribute("title")) ?? "";
  await choice.selectOption(name);
  await page.getByRole("searchbox").focus();
  await rowCount(2);
  expect(await choice.inputValue()).toBe(name);
  expect(await choice.getByRole("option").count()).toBe(2);
  await choice.selectOption("");
  await page.getByRole("searchbox").fill("app-0123");
  await rowCount(11);
  const totals = page.getByTestId("totals");
  await totals.getByText(/^\d+ of [\d,]+ workers/).waitFor();
  await rowOf(page, "app-01239@").waitFor();
});

describe("opening and closing a worker's details", () => {
  test.each([
    ["leaves the page where it is", ""],
    [
      "keeps the row in view where the columns then need more room",
      "&cols=state,requests,errors,uptime,rss,heapUsed",
    ],
  ])("by a click %s", async (_, search) => {
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
    if (search === "") expect(await scrolled()).toBeLessThan(200);
  });

  test("by keyboard leads back to the row, and another page begins at its top", async () => {
    await open();
    await rowOf(page, "app-00000@").getByRole("link").focus();
    for (const app of ["app-00010", "app-00020", "app-00030"]) {
      await page.keyboard.press("PageDown");
      await focusAt(app);
    }
    await page.keyboard.press("Enter");
    await opened(page, "app-00030@");
    await inView(rowOf(page, "app-00030@").getByRole("rowheader"));
    await page.keyboard.press("Escape");
    await focusAt("app-00030");
    await page
      .getByRole("link", { name: "Overview" })
      .evaluate((link: HTMLElement) => link.click());
    await gauge(page).waitFor();
    await eventually("the page's top", () => page.evaluate(() => scrollY === 0));
    await page.goBack();
    await table(page).waitFor();
  });
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
  const app = await row.getByRole("rowheader").boundingBox();
  expect(Math.abs((app?.x ?? 0) - left)).toBeLessThan(2);
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
