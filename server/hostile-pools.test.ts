import { describe, expect, test } from "bun:test";
import { parseExposition } from "../testing/exposition-parser.ts";
import { fail, hostile } from "../testing/hostile.ts";
import { poolInEveryState } from "../testing/worker-in-every-state.ts";
import { createApi } from "./api.ts";
import { MetricsService } from "./services.ts";
import type { PoolMetrics, WorkerRow } from "./types.ts";

const healthy = poolInEveryState();
const realRow = { requestCount: 3, errorCount: 1, ageMs: 2000, status: "offline" };

/** All that is reported of a pool, checked for what must never be reported. */
async function reportOf(
  pool: unknown,
): Promise<{ pool: PoolMetrics; workers: WorkerRow[]; text: string }> {
  const service = new MetricsService();
  service.setPool(pool, { poolSize: 10 });
  const api = createApi(service);
  const [json, stats, scrape] = await Promise.all([
    api.request("/api/metrics/"),
    api.request("/api/metrics/stats"),
    api.request("/api/metrics/prometheus"),
  ]);
  expect([json.status, stats.status, scrape.status]).toEqual([200, 200, 200]);
  const text = await scrape.text();
  for (const { samples } of parseExposition(text)) {
    for (const { value } of samples) expect(Number.isFinite(value) && value >= 0).toBe(true);
  }
  const { pool: numbers } = await json.json();
  const { workers } = await stats.json();
  return { pool: numbers, workers, text };
}

describe("one broken thing costs only itself:", () => {
  test("a cached worker of which nothing can be read counts as active", async () => {
    const cache = new Map([["sick@1.0.0", hostile()]]);
    const { pool, workers } = await reportOf({ ...healthy, cache });
    expect(pool).toMatchObject({ active: 1, total: 1 });
    expect(workers[0]).toMatchObject({ id: "sick@1.0.0", app: "sick@1.0.0", requests: 0 });
  });

  test.each([
    ["of which nothing can be read", { value: hostile(), enumerable: true }],
    ["whose getter throws", { get: fail, enumerable: true }],
  ])("a row %s is left out", async (_, sick) => {
    const rows = Object.defineProperty({ "well@1.0.0": realRow }, "sick@1.0.0", sick);
    const pool = { ...healthy, cache: new Map(), getWorkerStats: () => rows };
    const { workers, text } = await reportOf(pool);
    expect(workers.map(({ app }) => app)).toEqual(["well@1.0.0"]);
    expect(text).toContain('buntime_app_requests_total{app="well@1.0.0"} 3\n');
    expect(text).not.toContain("sick");
  });

  test("a documented row's memory of which nothing can be read is unknown", async () => {
    const { workers } = await reportOf({
      getMetrics: () => ({ size: 4, active: 1, idle: 0, creating: 0 }),
      getWorkerStats: () => [
        { id: "a", app: "a@1", state: "active", requests: 1, uptime: 1, memory: hostile() },
        { id: "b", app: "b@1", state: "idle", memory: { rss: 7, heapUsed: 5 } },
        hostile(),
        null,
        "row",
      ],
    });
    expect(workers.map(({ id, memory, memoryKnown }) => ({ id, memory, memoryKnown }))).toEqual([
      { id: "a", memory: { rss: 0, heapUsed: 0 }, memoryKnown: false },
      { id: "b", memory: { rss: 7, heapUsed: 5 }, memoryKnown: true },
    ]);
  });
});

test("frozen objects can be read", async () => {
  const frozen = Object.freeze({
    ...healthy,
    getMetrics: () => Object.freeze({ totalRequests: 5 }),
    getWorkerStats: () => Object.freeze({ "a@1.0.0": Object.freeze(realRow) }),
  });
  const { pool, text } = await reportOf(frozen);
  expect(pool.total).toBe(4);
  expect(text).toContain("\nbuntime_pool_requests_total ");
});

test("all rows of 50,000 apps are returned, and the text stays bounded", async () => {
  const keys = Array.from({ length: 50_000 }, (_, index) => `app-${index}@1.0.0`);
  const rows = Object.fromEntries(keys.map((key) => [key, realRow]));
  const { workers, text } = await reportOf({ ...healthy, getWorkerStats: () => rows });
  expect(workers.length).toBe(50_007);
  const series = text.split("\n").filter((line) => line.startsWith("buntime_app_requests_total{"));
  expect(series.length).toBeLessThanOrEqual(201);
  const requests = series.map((line) => Number(line.slice(line.lastIndexOf(" "))));
  expect(requests.reduce((sum, value) => sum + value)).toBe(150_000);
});
