import { describe, expect, test } from "bun:test";
import type { FrameLocator, Page } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
import {
  connectionIn,
  detailsOf,
  figure,
  gauge,
  numberIn,
  opened,
  rowOf,
  table,
} from "./elements.ts";
import { idOf, testPool, worker, workersOf } from "./pools.ts";
import { stage } from "./stage.ts";

const pathOf = (page: Page) => new URL(page.url()).pathname;

describe("pages at another base, whose entrypoint is a worker, show a real pool", () => {
  const base = "/observe";
  const at = stage({ base, entrypoint: "worker", load: "light", sseInterval: 200 });

  test("Overview follows the pool, even after a reload of the plugin", async () => {
    const page = await at.open(`${base}/`);
    await connectionIn(page, "live").waitFor();
    expect(await numberIn(figure(page, "Workers", "Size"))).toBe(10);
    const requests = figure(page, "Pool activity", "Requests");
    const more = (than: number) =>
      eventually(`more than ${than}`, async () => (await numberIn(requests)) > than);
    await more(await numberIn(requests));
    const seen = await numberIn(requests);
    await at.host.reload({ sseInterval: 100 });
    await more(seen);
  });

  test("Workers counts each worker's requests, and its links and details have addresses", async () => {
    const page = await at.open(`${base}/`);
    await page.getByRole("link", { name: "Workers", exact: true }).click();
    const hello = rowOf(page, "hello@1.0.0");
    await hello.waitFor();
    await rowOf(page, "@buntime/plugin-metrics@").getByText("these pages").waitFor();
    expect(pathOf(page)).toBe(`${base}/workers`);
    await hello.getByRole("link").click();
    await opened(page, "hello@1.0.0");
    const requests = detailsOf(page).locator('dt:text-is("Requests") + dd');
    const before = await numberIn(requests);
    await eventually("more requests of hello", async () => (await numberIn(requests)) > before);
    expect(pathOf(page)).toMatch(new RegExp(`^${base}/workers/[\\w-]{36}$`));
    await page.reload();
    await opened(page, "hello@1.0.0");
    await page.keyboard.press("Escape");
    await detailsOf(page).waitFor({ state: "detached" });
    expect(pathOf(page)).toBe(`${base}/workers`);
  });
});

describe("a page", () => {
  const pool = testPool();
  const at = stage({}, { pool });

  function open(path: string): Promise<Page> {
    pool.workers = workersOf(["hello@1.0.0", "other@1.0.0", "hello-too@1.0.0"]);
    return at.open(path);
  }

  async function narrowed(place: Page | FrameLocator): Promise<void> {
    const sorted = table(place).locator('[aria-sort="descending"]');
    await sorted.filter({ hasText: "Requests" }).waitFor();
    await rowOf(place, "hello-too@1.0.0").waitFor();
    expect(await place.getByRole("searchbox").inputValue()).toBe("hello");
    expect(await rowOf(place, "other@1.0.0").count()).toBe(0);
  }

  test.each([
    ["standalone, by its links", "", "Pages"],
    ["in the shell by its menu", "/shell", "Plugins"],
  ])("%s keeps its state across the other page and a reload", async (_, prefix, menu) => {
    const page = await open(`${prefix}/metrics/workers`);
    const place = prefix === "" ? page : page.frameLocator("iframe");
    const goTo = (name: string) =>
      page.getByRole("navigation", { name: menu }).getByRole("link", { name, exact: true }).click();
    await rowOf(place, "other@1.0.0").waitFor();
    await place.getByRole("searchbox").fill("hello");
    await rowOf(place, "other@1.0.0").waitFor({ state: "detached" });
    await table(place).getByRole("columnheader", { name: "Requests" }).getByRole("button").click();
    await narrowed(place);
    if (prefix === "") {
      expect(new URL(page.url()).search).toBe("?q=hello&sort=requests&desc=true");
    }
    await goTo("Overview");
    await place.getByRole("radio", { name: "15 min" }).check();
    await goTo("Workers");
    await narrowed(place);
    await page.reload();
    await narrowed(place);
    await goTo("Overview");
    await place.getByRole("radio", { name: "15 min", checked: true }).waitFor();
  });

  test("goes back through opened details, but not through closed ones", async () => {
    const page = await open("/metrics/");
    await page.getByRole("link", { name: "Workers", exact: true }).click();
    for (const app of ["other@1.0.0", "hello@1.0.0"]) {
      await rowOf(page, app).getByRole("link").press("Enter");
      await opened(page, app);
    }
    await page.goBack();
    await detailsOf(page).waitFor({ state: "detached" });
    expect(pathOf(page)).toBe("/metrics/workers");
    await rowOf(page, "other@1.0.0").getByRole("link").click();
    await opened(page, "other@1.0.0");
    await page.keyboard.press("Escape");
    await detailsOf(page).waitFor({ state: "detached" });
    await page.goBack();
    expect(await detailsOf(page).count()).toBe(0);
    await page.goBack();
    await gauge(page).waitFor();
  });

  test("shows hostile app names as text, and opens workers with any id", async () => {
    const names = [
      "<img src=x onerror=alert(1)>@1.0.0",
      "</title><script>alert(1)</script>@1.0.0",
      `" onfocus="alert(1)" autofocus x="@1.0.0`,
    ];
    const ids = ["..", "a/b?c#d", idOf(2)];
    pool.workers = names.map((name, place) => worker(ids[place] ?? "", name));
    const page = await at.open("/metrics/workers");
    const title = detailsOf(page).getByRole("heading", { level: 2 });
    // Invisible characters in the title isolate its parts from each other.
    const titled = async () => (await title.textContent())?.replaceAll(/[\u2066-\u2069]/g, "");
    for (const [place, name] of names.entries()) {
      await table(page).locator(`[data-worker="${ids[place]}"]`).press("Enter");
      await eventually(`the details of ${name}`, async () => (await titled()) === name);
      await page.reload();
      await eventually(`the same after a reload`, async () => (await titled()) === name);
    }
    expect(await page.locator("img, body script, [onfocus], [onerror]").count()).toBe(0);
  });
});
