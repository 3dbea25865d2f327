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

const hosts = [
  { base: "/metrics", entrypoint: "html" },
  { base: "/observe", entrypoint: "worker" },
] as const;

describe.each(hosts)("pages at $base, entrypoint $entrypoint, show a real pool", (options) => {
  const { base } = options;
  const at = stage({ ...options, load: "light", sseInterval: 200 });

  test("Overview has the numbers of the API, and goes on with the pool", async () => {
    const page = await at.open(`${base}/`);
    await connectionIn(page, "live").waitFor();
    expect(await numberIn(figure(page, "Workers", "Size"))).toBe(10);
    const requests = figure(page, "Pool activity", "Requests");
    const before = await numberIn(requests);
    await eventually("more requests", async () => (await numberIn(requests)) > before);
    await eventually("about as many workers as by the API", async () => {
      const { pool } = await (await fetch(`${at.host.url}${base}/api/metrics/`)).json();
      return Math.abs((await numberIn(figure(page, "Workers", "Total"))) - pool.total) <= 2;
    });
  });

  test("Workers counts the requests of each, and its links and details have addresses", async () => {
    const page = await at.open(`${base}/`);
    const path = () => new URL(page.url()).pathname;
    await page.getByRole("link", { name: "Workers", exact: true }).click();
    const hello = rowOf(page, "hello@1.0.0");
    const requests = hello.getByRole("cell").nth(2);
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
    await page.goto(`${at.host.url}${base}/workers/no.such@1.0.0`);
    await detailsOf(page).getByText("no.such@1.0.0").waitFor();
    await table(page).waitFor();
  });

  test("Pause holds the numbers, Resume lets them go on, and a reload of the plugin changes nothing", async () => {
    const page = await at.open(`${base}/`);
    await connectionIn(page, "live").waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await connectionIn(page, "paused").waitFor();
    const requests = figure(page, "Pool activity", "Requests");
    const held = await numberIn(requests);
    const counted = () => at.host.pool.getMetrics().totalRequests;
    const before = counted();
    await eventually("requests meanwhile", () => counted() > before + 3);
    expect(await numberIn(requests)).toBe(held);
    await page.getByRole("button", { name: "Resume" }).click();
    await connectionIn(page, "live").waitFor();
    await eventually("newer numbers", async () => (await numberIn(requests)) > held);
    const resumed = await numberIn(requests);
    await at.host.reload({ sseInterval: 100 });
    await eventually("numbers after a reload", async () => (await numberIn(requests)) > resumed);
    await connectionIn(page, "live").waitFor();
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
    const memory = (of: Page) => table(of).getByText("Memory (rss)");
    await memory(page).waitFor();
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("checkbox", { name: "Memory (rss)" }).uncheck();
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

  test("does not open details again by Back that were closed", async () => {
    const page = await open("/metrics/");
    await page.getByRole("link", { name: "Workers", exact: true }).click();
    await rowOf(page, "other@1.0.0").getByRole("link").click();
    await detailsOf(page).waitFor();
    await page.keyboard.press("Escape");
    await detailsOf(page).waitFor({ state: "detached" });
    await page.goBack();
    await table(page).waitFor();
    expect(await detailsOf(page).count()).toBe(0);
    await page.goBack();
    await gauge(page).waitFor();
  });

  test("reads its address as text: a search for 1e5 stays one, and nonsense counts as absent", async () => {
    const page = await open("/metrics/workers?state=foo&desc=5&cols=5");
    await rowOf(page, "hello@1.0.0").waitFor();
    await table(page).getByRole("columnheader", { name: "Requests" }).waitFor();
    await page.getByRole("searchbox").fill("1e5");
    await page.waitForURL(/[?&]q=1e5(&|$)/);
    await page.reload();
    await page.getByTestId("empty").waitFor();
    expect(await page.getByRole("searchbox").inputValue()).toBe("1e5");
    await page.goto(`${at.host.url}/metrics/?window=99`);
    await page.getByRole("radio", { name: "5 min", checked: true }).waitFor();
  });

  test("says of a worker that ends while it is watched that it is gone, and opens any id", async () => {
    const page = await open(`/metrics/workers/${idOf(1)}`);
    await opened(page, "other@1.0.0");
    pool.workers = [worker("..", "dots@1.0.0", { avgResponseTimeMs: 0 })];
    await detailsOf(page).getByTestId("ended").waitFor();
    await rowOf(page, "dots@1.0.0").getByRole("link").click();
    await opened(page, "dots@1.0.0");
    await page.reload();
    await opened(page, "dots@1.0.0");
  });

  test("shows a hostile app name as text, wherever it is named", async () => {
    const names = [
      "<img src=x onerror=alert(1)>@1.0.0",
      "</title><script>alert(1)</script>@1.0.0",
      "\u202Egnp.exe\u2067@1.0.0",
      "שלום@1.0.0",
      `" onfocus="alert(1)" autofocus x="@1.0.0`,
    ];
    pool.workers = workersOf(names);
    const page = await at.open("/metrics/workers");
    const dialogs: string[] = [];
    page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      return dialog.dismiss();
    });
    for (const [place, name] of names.entries()) {
      const shown = name.replace("\u202E", "⟨U+202E⟩").replace("\u2067", "⟨U+2067⟩");
      const link = table(page).locator(`[data-worker="${idOf(place)}"]`);
      expect(await link.textContent()).toBe(shown);
      await link.press("Enter");
      const title = detailsOf(page).getByRole("heading", { level: 2 });
      await title.getByText(shown, { exact: true }).waitFor();
      expect(await title.textContent()).toBe(shown);
      for (const isolated of [link.locator("bdi"), title.locator("bdi")]) {
        expect(await isolated.evaluate((text) => getComputedStyle(text).unicodeBidi)).toBe(
          "isolate",
        );
      }
    }
    expect(await page.locator("img, body script, [onfocus], [onerror]").count()).toBe(0);
    expect(dialogs).toEqual([]);
  });
});
