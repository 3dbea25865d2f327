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

describe("pages at another base, whose entrypoint is a worker, show a real pool", () => {
  const base = "/observe";
  const at = stage({ base, entrypoint: "worker", load: "light", sseInterval: 200 });

  test("Overview goes on with the pool, Pause holds it, and a reload of the plugin changes nothing", async () => {
    const page = await at.open(`${base}/`);
    await connectionIn(page, "live").waitFor();
    expect(await numberIn(figure(page, "Workers", "Size"))).toBe(10);
    const requests = figure(page, "Pool activity", "Requests");
    const more = (than: number) =>
      eventually(`more than ${than}`, async () => (await numberIn(requests)) > than);
    await more(await numberIn(requests));
    await eventually("about as many workers as by the API", async () => {
      const { pool } = await (await fetch(`${at.host.url}${base}/api/metrics/`)).json();
      return Math.abs((await numberIn(figure(page, "Workers", "Total"))) - pool.total) <= 2;
    });
    await page.getByRole("button", { name: "Pause" }).click();
    await connectionIn(page, "paused").waitFor();
    const held = await numberIn(requests);
    const counted = () => at.host.pool.getMetrics().totalRequests;
    const before = counted();
    await eventually("requests meanwhile", () => counted() > before + 3);
    expect(await numberIn(requests)).toBe(held);
    await page.getByRole("button", { name: "Resume" }).click();
    await connectionIn(page, "live").waitFor();
    await more(held);
    const resumed = await numberIn(requests);
    await at.host.reload({ sseInterval: 100 });
    await more(resumed);
    await connectionIn(page, "live").waitFor();
  });

  test("Workers counts the requests of each, and its links and details have addresses", async () => {
    const page = await at.open(`${base}/`);
    const path = () => new URL(page.url()).pathname;
    await page.getByRole("link", { name: "Workers", exact: true }).click();
    const hello = rowOf(page, "hello@1.0.0");
    await hello.waitFor();
    const heads = await table(page).getByRole("columnheader").allTextContents();
    // The first head is that of the row's own.
    const place = heads.findIndex((head) => head.startsWith("Requests")) - 1;
    const requests = hello.getByRole("cell").nth(place);
    const before = await numberIn(requests);
    expect(before).toBeGreaterThan(0);
    await eventually("more requests of hello", async () => (await numberIn(requests)) > before);
    await rowOf(page, "@buntime/plugin-metrics@").getByText("these pages").waitFor();
    expect(path()).toBe(`${base}/workers`);
    await hello.getByRole("link").click();
    await opened(page, "hello@1.0.0");
    expect(path()).toMatch(new RegExp(`^${base}/workers/[\\w-]{36}$`));
    await page.reload();
    await opened(page, "hello@1.0.0");
    await page.keyboard.press("Escape");
    await detailsOf(page).waitFor({ state: "detached" });
    expect(path()).toBe(`${base}/workers`);
  });
});

describe("a page", () => {
  const pool = testPool();
  const at = stage({ sseInterval: 100 }, { pool });
  const APPS = workersOf(["hello@1.0.0", "other@1.0.0", "hello-too@1.0.0"]);

  function open(path: string): Promise<Page> {
    pool.workers = APPS;
    return at.open(path);
  }

  /** Filters by text and sorts; waits until it shows. */
  async function narrow(place: Page | FrameLocator): Promise<void> {
    await place.getByRole("searchbox").fill("hello");
    await rowOf(place, "other@1.0.0").waitFor({ state: "detached" });
    await table(place).getByRole("columnheader", { name: "Requests" }).getByRole("button").click();
    await narrowed(place);
  }

  async function narrowed(place: Page | FrameLocator): Promise<void> {
    const sorted = table(place).locator('[aria-sort="descending"]');
    await sorted.filter({ hasText: "Requests" }).waitFor();
    await rowOf(place, "hello-too@1.0.0").waitFor();
    expect(await place.getByRole("searchbox").inputValue()).toBe("hello");
    expect(await rowOf(place, "other@1.0.0").count()).toBe(0);
  }

  test("comes back from the other page and from a reload as it was left, with an address that says so", async () => {
    const page = await open("/metrics/");
    await page.getByRole("radio", { name: "15 min" }).check();
    await page.getByRole("link", { name: "Workers", exact: true }).click();
    await rowOf(page, "other@1.0.0").waitFor();
    await narrow(page);
    expect(new URL(page.url()).search).toBe("?q=hello&sort=requests&desc=true");
    await page.getByRole("link", { name: "Overview" }).click();
    await page.getByRole("radio", { name: "15 min", checked: true }).waitFor();
    await page.getByRole("link", { name: "Workers", exact: true }).click();
    await narrowed(page);
    await page.getByRole("link", { name: "Workers", exact: true }).click();
    await narrowed(page);
    await page.reload();
    await narrowed(page);
  });

  test("in the shell comes back by its menu and a reload as it was left", async () => {
    const page = await open("/shell/metrics/workers");
    const frame = page.frameLocator("iframe");
    const menu = page.getByRole("navigation", { name: "Plugins" });
    await rowOf(frame, "other@1.0.0").waitFor();
    await narrow(frame);
    await menu.getByRole("link", { name: "Overview" }).click();
    await gauge(frame).waitFor();
    await menu.getByRole("link", { name: "Workers", exact: true }).click();
    await narrowed(frame);
    await page.reload();
    await narrowed(frame);
  });

  test("keeps its chosen columns for the next visit, until as many as fit are wanted", async () => {
    const page = await open("/metrics/workers");
    const memory = (of: Page) => table(of).getByText("Memory");
    await memory(page).waitFor();
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("checkbox", { name: "Memory" }).uncheck();
    await memory(page).waitFor({ state: "detached" });
    // Another tab has the storage of this one, but nothing of its session.
    const next = await page.context().newPage();
    await next.goto(`${at.host.url}/metrics/workers`);
    await rowOf(next, "other@1.0.0").waitFor();
    expect(await memory(next).count()).toBe(0);
    await next.getByRole("button", { name: "Columns" }).click();
    await next.getByRole("button", { name: "As many as fit" }).click();
    await memory(next).waitFor();
    await next.reload();
    await memory(next).waitFor();
    await next.close();
  });

  test("leads out of details by Back, one worker's after another's, and not into those that were closed", async () => {
    const page = await open("/metrics/");
    await page.getByRole("link", { name: "Workers", exact: true }).click();
    for (const app of ["other@1.0.0", "hello@1.0.0"]) {
      await rowOf(page, app).getByRole("link").press("Enter");
      await opened(page, app);
    }
    await page.goBack();
    await detailsOf(page).waitFor({ state: "detached" });
    expect(new URL(page.url()).pathname).toBe("/metrics/workers");
    await rowOf(page, "other@1.0.0").getByRole("link").click();
    await opened(page, "other@1.0.0");
    await page.keyboard.press("Escape");
    await detailsOf(page).waitFor({ state: "detached" });
    await page.goBack();
    await table(page).waitFor();
    expect(await detailsOf(page).count()).toBe(0);
    await page.goBack();
    await gauge(page).waitFor();
  });

  test("shows a hostile app name as text, wherever it is named, and opens any id", async () => {
    const names = [
      "<img src=x onerror=alert(1)>@1.0.0",
      "</title><script>alert(1)</script>@1.0.0",
      "\u202Egnp.exe\u2067@1.0.0",
      "שלום@1.0.0",
      `" onfocus="alert(1)" autofocus x="@1.0.0`,
    ];
    const ids = ["..", "a/b?c#d", idOf(2), idOf(3), idOf(4)];
    pool.workers = names.map((name, place) => worker(ids[place] ?? "", name));
    const page = await at.open("/metrics/workers");
    const dialogs: string[] = [];
    page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      return dialog.dismiss();
    });
    const title = detailsOf(page).getByRole("heading", { level: 2 });
    for (const [place, name] of names.entries()) {
      const shown = name.replace("\u202E", "⟨U+202E⟩").replace("\u2067", "⟨U+2067⟩");
      const link = table(page).locator(`[data-worker="${ids[place]}"]`);
      expect(await link.textContent()).toBe(shown);
      await link.press("Enter");
      // A name from right to left is isolated from its version by characters that nobody sees.
      const titled = async () => (await title.textContent())?.replaceAll(/[\u2066-\u2069]/g, "");
      await eventually(`the details of ${shown}`, async () => (await titled()) === shown);
    }
    await table(page).locator('[data-worker=".."]').press("Enter");
    await title.getByText("<img src=x").waitFor();
    await page.reload();
    await title.getByText("<img src=x").waitFor();
    expect(await page.locator("img, body script, [onfocus], [onerror]").count()).toBe(0);
    expect(dialogs).toEqual([]);
  });
});
