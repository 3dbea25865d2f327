import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
import { rowOf, table } from "./elements.ts";
import { stage } from "./stage.ts";
import type { Visit } from "./visit.ts";

setDefaultTimeout(30_000);

const { visit } = stage({ crowd: 10_000 });
/** As large as the shell's frame in a usual window. */
const viewport = { width: 1056, height: 755 };
const ALL = "cols=id,state,requests,errors,avgResponseTimeMs,uptime,rss,heapUsed,idleSeconds";
let here: Visit;

afterEach(async () => {
  const { faults } = here;
  await here.close();
  expect(faults).toEqual([]);
});

async function open(search: string): Promise<Page> {
  here = await visit(`/metrics/workers?sort=app${search}`, { viewport });
  await rowOf(here.page, "app-00000@").waitFor();
  return here.page;
}

const focused = (row: Locator) => row.locator("a:focus").waitFor();

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

describe("opening and closing a worker's details", () => {
  test("by a click leaves the page where it is", async () => {
    const page = await open("");
    await page.evaluate(() => window.scrollTo(0, 150_000));
    const row = rowOf(page, "app-03410@");
    await row.getByText("app-03410@").click();
    await page.getByTestId("details").getByRole("heading", { name: "app-03410@" }).waitFor();
    const scrolled = () => page.evaluate(() => Math.abs(window.scrollY - 150_000));
    expect(await scrolled()).toBeLessThan(200);
    expect(await row.getAttribute("aria-current")).toBe("true");
    await inView(row.getByRole("rowheader"));
    await page.keyboard.press("Escape");
    await focused(row);
    expect(await scrolled()).toBeLessThan(200);
    await inView(row.getByRole("rowheader"));
  });

  test("by keyboard leads back to the row", async () => {
    const page = await open("");
    await rowOf(page, "app-00000@").getByRole("link").focus();
    const row = rowOf(page, "app-00060@");
    for (const app of [10, 20, 30, 40, 50, 60]) {
      await page.keyboard.press("PageDown");
      await focused(rowOf(page, `app-000${app}@`));
    }
    await page.keyboard.press("Enter");
    await page.getByTestId("details").getByRole("heading", { name: "app-00060@" }).waitFor();
    await inView(row.getByRole("rowheader"));
    await page.keyboard.press("Escape");
    await focused(row);
    await inView(row.getByRole("rowheader"));
  });

  test("where the columns then need more than the page has, the row stays in view", async () => {
    const page = await open("&cols=state,requests,errors,uptime,rss,heapUsed");
    await page.evaluate(() => window.scrollTo(0, 150_000));
    const row = rowOf(page, "app-03410@");
    await row.getByText("app-03410@").click();
    await page.getByTestId("details").getByRole("heading", { name: "app-03410@" }).waitFor();
    await inView(row.getByRole("rowheader"));
    await page.keyboard.press("Escape");
    await focused(row);
    await inView(row.getByRole("rowheader"));
  });
});

describe("a table wider than the page", () => {
  const box = (page: Page) => table(page).locator("xpath=..");

  test("has its head, its apps and its horizontal scrollbar always in view", async () => {
    const page = await open(`&${ALL}`);
    await box(page).evaluate((element) => element.scrollTo(500, 150_000));
    const row = rowOf(page, "app-03409@");
    await inView(row.getByRole("rowheader"));
    await inView(table(page).getByRole("columnheader", { name: "App" }));
    await inView(table(page).getByRole("columnheader", { name: "Last request" }));
    const { bottom, left, scrollLeft } = await box(page).evaluate((element) => ({
      ...element.getBoundingClientRect().toJSON(),
      scrollLeft: element.scrollLeft,
    }));
    expect(bottom).toBeLessThanOrEqual(viewport.height);
    expect(scrollLeft).toBeGreaterThan(50);
    const app = await row.getByRole("rowheader").boundingBox();
    expect(Math.abs((app?.x ?? 0) - left)).toBeLessThan(2);
    expect(await table(page).locator("tr[aria-rowindex]").count()).toBeLessThan(60);
  });

  test("opens a worker's details from any of its cells, and keys lead through it", async () => {
    const page = await open(`&${ALL}`);
    await rowOf(page, "app-00002@").getByRole("cell").last().click();
    await page.getByTestId("details").getByRole("heading", { name: "app-00002@" }).waitFor();
    await page.keyboard.press("Escape");
    await focused(rowOf(page, "app-00002@"));
    await page.keyboard.press("End");
    await focused(rowOf(page, "app-09999@"));
    await inView(rowOf(page, "app-09999@").getByRole("rowheader"));
    await page.keyboard.press("PageUp");
    await focused(rowOf(page, "app-09989@"));
    await inView(rowOf(page, "app-09989@").getByRole("rowheader"));
  });
});
