import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import type { Browser } from "playwright-core";
import { type DevHost, startHost } from "../../dev/host.ts";
import { eventually } from "../eventually.ts";
import { launch } from "./browser.ts";
import { connection, figure, gauge, rowOf, table } from "./elements.ts";
import { numberIn } from "./numbers.ts";
import { type Visit, visit } from "./visit.ts";

const hosts = [
  { base: "/metrics", entrypoint: "html" },
  { base: "/metrics", entrypoint: "worker" },
  { base: "/observe", entrypoint: "html" },
  { base: "/observe", entrypoint: "worker" },
] as const;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe.each(hosts)("pages at $base, entrypoint $entrypoint", (options) => {
  let host: DevHost;
  let here: Visit;
  const open = async (path: string) => {
    here = await visit(browser, `${host.url}${host.base}${path}`);
    return here.page;
  };

  beforeAll(async () => {
    host = await startHost({ ...options, port: 0, load: "light", sseInterval: 200, quiet: true });
  });
  afterAll(() => host.stop());
  afterEach(async () => {
    const { faults } = here;
    await here.close();
    expect(faults).toEqual([]);
  });

  test("Overview shows the pool, and its numbers go on", async () => {
    const page = await open("/");
    await connection(page).getByText("Live").waitFor();
    expect(await numberIn(figure(page, "Workers", "Size"))).toBe(10);
    const { total } = (await (await fetch(`${host.url}${host.base}/api/metrics/`)).json()).pool;
    const shown = () => numberIn(figure(page, "Workers", "Total"));
    await eventually(
      "about as many workers as the API says",
      async () => (await shown()) >= total - 2,
    );
    const requests = figure(page, "Pool activity", "Requests");
    const before = await numberIn(requests);
    await eventually("more requests", async () => (await numberIn(requests)) > before);
  });

  test("Overview's gauge is active by size", async () => {
    const page = await open("/");
    const [active, size, now] = await eventually("a gauge in step with the counters", async () => {
      const numbers = await Promise.all([
        numberIn(figure(page, "Workers", "Active")),
        numberIn(figure(page, "Workers", "Size")),
        gauge(page).getAttribute("aria-valuenow"),
      ]);
      const [a, s, n] = numbers;
      return Math.abs(Number(n) - (a / s) * 100) < 1 || Math.abs(Number(n) - a / s) < 0.01
        ? numbers
        : undefined;
    });
    expect(active).toBeGreaterThanOrEqual(0);
    expect(size).toBe(10);
    expect(now).not.toBeNull();
  });

  test("Workers lists the pool's workers, and counts their requests", async () => {
    const page = await open("/workers");
    const requests = rowOf(page, "hello@1.0.0").getByRole("cell").nth(2);
    const before = await numberIn(requests);
    expect(before).toBeGreaterThan(0);
    await eventually("more requests of hello", async () => (await numberIn(requests)) > before);
    await rowOf(page, "@buntime/plugin-metrics@").getByText("these pages").waitFor();
  });

  test("the links lead to each page, and Back leads back", async () => {
    const page = await open("/");
    await page.getByRole("link", { name: "Workers" }).click();
    await table(page).waitFor();
    expect(new URL(page.url()).pathname).toBe(`${host.base}/workers`);
    await page.goBack();
    await gauge(page).waitFor();
    await page.getByRole("link", { name: "Workers" }).click();
    await table(page).waitFor();
    await page.getByRole("link", { name: "Overview" }).click();
    await gauge(page).waitFor();
  });

  test("a worker's details open from its row, and can be linked and reloaded", async () => {
    const page = await open("/workers");
    await rowOf(page, "hello@1.0.0").getByRole("link").click();
    const details = page.getByTestId("details");
    await details.getByText("hello@1.0.0").first().waitFor();
    expect(new URL(page.url()).pathname).toMatch(new RegExp(`^${host.base}/workers/[\\w-]{36}$`));
    await page.reload();
    await details.getByText("hello@1.0.0").first().waitFor();
    await page.keyboard.press("Escape");
    await details.waitFor({ state: "detached" });
    expect(new URL(page.url()).pathname).toBe(`${host.base}/workers`);
  });

  test("a link to a worker that is not there says so", async () => {
    const page = await open("/workers/no.such@1.0.0");
    await page.getByTestId("details").getByText("no.such@1.0.0").waitFor();
    await table(page).waitFor();
  });
});
