import { describe, expect, test } from "bun:test";
import { parseExposition } from "../testing/exposition-parser.ts";
import { fail, hostile } from "../testing/hostile.ts";
import { poolInEveryState } from "../testing/worker-in-every-state.ts";
import { createApi } from "./api.ts";
import { MAX_WORKERS } from "./pool/calls.ts";
import { MetricsService } from "./services.ts";
import type { PoolMetrics, WorkerRow } from "./types.ts";

const healthy = poolInEveryState();
const realRow = { requestCount: 3, errorCount: 1, ageMs: 2000, status: "offline" };

interface Answers {
  pool: PoolMetrics;
  workers: WorkerRow[];
  text: string;
}

/** What all of a pool's answers are, checked for what must never be in them. */
async function answersOf(pool: unknown): Promise<Answers> {
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
    const { pool, workers } = await answersOf({ ...healthy, cache });
    expect(pool).toMatchObject({ active: 1, total: 1 });
    expect(workers[0]).toMatchObject({ id: "sick@1.0.0", app: "sick@1.0.0", requests: 0 });
  });

  test("a row of which nothing can be read is left out", async () => {
    const rows = { "sick@1.0.0": hostile(), "well@1.0.0": realRow };
    const { workers, text } = await answersOf({
      ...healthy,
      cache: new Map(),
      getWorkerStats: () => rows,
    });
    expect(workers.map(({ app }) => app)).toEqual(["well@1.0.0"]);
    expect(text).toContain('buntime_app_requests_total{app="well@1.0.0"} 3\n');
    expect(text).not.toContain("sick");
  });

  test("a row that can't be had from its record is left out", async () => {
    const rows = Object.defineProperty({ "well@1.0.0": realRow }, "sick@1.0.0", {
      get: fail,
      enumerable: true,
    });
    const { workers, text } = await answersOf({
      ...healthy,
      cache: new Map(),
      getWorkerStats: () => rows,
    });
    expect(workers.map(({ app }) => app)).toEqual(["well@1.0.0"]);
    expect(text).toContain('buntime_app_requests_total{app="well@1.0.0"} 3\n');
  });

  test("a documented row's memory of which nothing can be read is unknown", async () => {
    const { workers } = await answersOf({
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

test.each([Number.NaN, -1, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, "5", null, 1n])(
  "the figure %p is no figure",
  async (figure) => {
    const metrics = { activeWorkers: figure, totalRequests: figure, hits: 4, evictions: figure };
    const row = { requestCount: figure, errorCount: figure, ageMs: figure, status: "idle" };
    const pool = {
      getMetrics: () => metrics,
      getWorkerStats: () => ({ "app@1.0.0": row }),
      config: { maxSize: figure },
    };
    const { pool: numbers, workers, text } = await answersOf(pool);
    expect(numbers).toEqual({
      size: 10,
      active: 0,
      idle: 1,
      creating: 0,
      total: 1,
      utilization: 0,
    });
    expect(workers[0]).toMatchObject({ requests: 0, uptime: 0 });
    expect(workers[0]).not.toHaveProperty("errors");
    expect(text).toContain("\nbuntime_pool_hits_total ");
    expect(text).not.toContain("buntime_pool_requests_total");
  },
);

test("huge figures stay finite, their sums too", async () => {
  const row = { requestCount: 1e308, totalResponseTimeMs: 1e308, ageMs: 1e308, status: "active" };
  const { pool, workers } = await answersOf({
    getMetrics: () => ({ size: 1e308, active: 1e308, idle: 1e308, creating: 1e308 }),
    getWorkerStats: () => ({ a: { ...row, state: "active", requests: 1e308 } }),
  });
  expect(pool.total).toBe(3 * Number.MAX_SAFE_INTEGER);
  expect(workers[0]?.requests).toBe(Number.MAX_SAFE_INTEGER);
});

test("frozen answers are read like any", async () => {
  const frozen = Object.freeze({
    ...healthy,
    getMetrics: () => Object.freeze({ totalRequests: 5 }),
    getWorkerStats: () => Object.freeze({ "a@1.0.0": Object.freeze(realRow) }),
  });
  const { pool, text } = await answersOf(frozen);
  expect(pool.total).toBe(4);
  expect(text).toContain("\nbuntime_pool_requests_total ");
});

test("a record with an own __proto__ has a row of that name, and nothing else changes", async () => {
  const rows = JSON.parse(
    '{"__proto__": {"requestCount": 4, "status": "offline"}, "constructor": {"requestCount": 1}}',
  );
  const { workers, text } = await answersOf({
    ...healthy,
    cache: new Map(),
    getWorkerStats: () => rows,
  });
  expect(workers.map(({ app, requests }) => [app, requests])).toEqual([
    ["__proto__", 4],
    ["constructor", 1],
  ]);
  expect(text).toContain('buntime_app_requests_total{app="__proto__"} 4\n');
  expect(Object.hasOwn(Object.prototype, "requestCount")).toBe(false);
});

test("all rows of 50,000 apps are returned, and the text stays bounded", async () => {
  const keys = Array.from({ length: 50_000 }, (_, index) => `app-${index}@1.0.0`);
  const rows = Object.fromEntries(keys.map((key) => [key, realRow]));
  const { workers, text } = await answersOf({ ...healthy, getWorkerStats: () => rows });
  expect(workers.length).toBe(50_007);
  const series = text.split("\n").filter((line) => line.startsWith("buntime_app_requests_total{"));
  expect(series.length).toBeLessThanOrEqual(201);
  const requests = series.map((line) => Number(line.slice(line.lastIndexOf(" "))));
  expect(requests.reduce((sum, value) => sum + value)).toBe(150_000);
});

test("more rows than a host could have are taken for a fault", async () => {
  const list = new Proxy([], { get: (_, key) => (key === "length" ? 1e9 : undefined) });
  const { pool } = await answersOf({ ...healthy, getWorkerStats: () => list });
  expect(pool.total).toBe(4);
});

test("as many workers as one reading goes through are read, one more are taken for a broken cache", async () => {
  const cacheOf = (size: number) => new Map(Array.from({ length: size }, (_, at) => [`${at}`, {}]));
  const { pool } = await answersOf({ ...healthy, cache: cacheOf(MAX_WORKERS) });
  expect(pool.total).toBe(MAX_WORKERS);
  const { pool: beyond } = await answersOf({ ...healthy, cache: cacheOf(MAX_WORKERS + 1) });
  expect(beyond.total).toBe(6);
});
