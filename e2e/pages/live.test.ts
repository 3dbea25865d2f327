import { afterEach, describe, expect, test } from "bun:test";
import { eventually } from "../../testing/eventually.ts";
import { connection, figure, gauge, rowOf, table } from "./elements.ts";
import { numberIn } from "./numbers.ts";
import { stage } from "./stage.ts";
import type { Visit } from "./visit.ts";

const hosts = [
  { base: "/metrics", entrypoint: "html" },
  { base: "/metrics", entrypoint: "worker" },
  { base: "/observe", entrypoint: "html" },
  { base: "/observe", entrypoint: "worker" },
] as const;

describe.each(hosts)("pages at $base, entrypoint $entrypoint", (options) => {
  const at = stage({ ...options, load: "light", sseInterval: 200 });
  let here: Visit;
  const open = async (path: string) => {
    here = await at.visit(`${options.base}${path}`);
    return here.page;
  };

  afterEach(async () => {
    const { faults } = here;
    await here.close();
    expect(faults).toEqual([]);
  });

  test("Overview shows the pool, and its numbers go on", async () => {
    const page = await open("/");
    await connection(page).getByText("Live").waitFor();
    expect(await numberIn(figure(page, "Workers", "Size"))).toBe(10);
    const { total } = (await (await fetch(`${at.host.url}${options.base}/api/metrics/`)).json())
      .pool;
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
    expect(new URL(page.url()).pathname).toBe(`${options.base}/workers`);
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
    expect(new URL(page.url()).pathname).toMatch(
      new RegExp(`^${options.base}/workers/[\\w-]{36}$`),
    );
    await page.reload();
    await details.getByText("hello@1.0.0").first().waitFor();
    await page.keyboard.press("Escape");
    await details.waitFor({ state: "detached" });
    expect(new URL(page.url()).pathname).toBe(`${options.base}/workers`);
  });

  test("a link to a worker that is not there says so", async () => {
    const page = await open("/workers/no.such@1.0.0");
    await page.getByTestId("details").getByText("no.such@1.0.0").waitFor();
    await table(page).waitFor();
  });
});
