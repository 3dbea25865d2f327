import { beforeEach, describe, expect, jest, spyOn, test } from "bun:test";
import type { Hono } from "hono";
import { fail } from "../testing/hostile.ts";
import { InProcessPool, InProcessWorker } from "../testing/in-process-pool.ts";
import { activityOf } from "./activity.ts";
import { createApi } from "./api.ts";
import { AppLabels } from "./exposition/app-groups.ts";
import { MAX_CLIENTS } from "./feed/feed.ts";
import { INSTANCE } from "./instance.ts";
import { LARGE_BYTES } from "./outbound.ts";
import { PATHS } from "./paths.ts";
import { type AppFigures, type Snapshot, unaccounted } from "./pool/snapshot.ts";
import { PATIENCE_MS } from "./pool/thread-sampler.ts";
import type { PoolTotals } from "./pool/totals.ts";
import { MetricsService } from "./services.ts";

let service: MetricsService;
let api: Hono;

beforeEach(() => {
  service = new MetricsService();
  api = createApi(service);
});

const pool = (parts: object) => ({ getMetrics: () => ({}), getWorkerStats: () => ({}), ...parts });

describe("a pool that takes over", () => {
  test("is what the next client of the feed gets, however fresh the last event is", async () => {
    service.setPool(new InProcessPool(1), { poolSize: 1 });
    const before = await firstEvents();
    service.setPool(new InProcessPool(7), { poolSize: 7 });
    const after = await firstEvents();
    expect([before, after].map((text) => /"size":(\d+)/.exec(text)?.[1])).toEqual(["1", "7"]);
  });

  test("has not the size of the one before", () => {
    service.setPool(pool({}), { poolSize: 5 });
    expect(service.metrics().pool.size).toBe(5);
    service.setPool(pool({}));
    expect(service.metrics().pool.size).toBe(0);
  });
});

test("an unexpected error is a 500 without internal details, and a line in the log", async () => {
  const logged: string[] = [];
  const logger = { info() {}, warn: (message: string) => logged.push(message) };
  service.setPool(new InProcessPool(50), { poolSize: 50, logger });
  const fault = spyOn(Bun, "gzipSync").mockImplementation(() => {
    throw new Error("no room in /srv/secret");
  });
  try {
    const headers = { "accept-encoding": "gzip" };
    const response = await api.request("/api/metrics/prometheus", { headers });
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('{"error":"the metrics plugin failed"}');
    expect(logged.filter((line) => line.includes("no room"))).toHaveLength(1);
  } finally {
    fault.mockRestore();
  }
});

test.each([
  ["sent at once", 3, 0],
  ["sent in chunks", 200, LARGE_BYTES],
])(
  "a response that is %s keeps its text, though the next scrape overwrites its memory",
  async (_, workers, least) => {
    const figures = (text: string) =>
      text.split("\n").filter((line) => /^buntime_(pool|app)/.test(line));
    service.setPool(new InProcessPool(workers));
    const expected = new TextDecoder().decode(service.prometheusText());
    expect(expected.length).toBeGreaterThanOrEqual(least);
    const response = await api.request("/api/metrics/prometheus");
    service.setPool(new InProcessPool(workers, 0, (index) => `other-${index}@1`));
    service.prometheusText();
    expect(figures(await response.text())).toEqual(figures(expected));
  },
);

test("setConfig changes the feed's pace, and without an interval sets the default", async () => {
  jest.useFakeTimers();
  const pool = new InProcessPool(1);
  const read = spyOn(pool, "getMetrics");
  service.setPool(pool);
  const stream = service.feed.open();
  const readsIn = async (steps: number, milliseconds: number) => {
    read.mockClear();
    for (let step = 0; step < steps; step++) {
      jest.advanceTimersByTime(milliseconds);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return read.mock.calls.length;
  };
  try {
    service.setConfig({ sseInterval: 100 });
    await readsIn(1, 100);
    expect(await readsIn(10, 100)).toBe(10);
    service.setConfig({});
    await readsIn(1, 100);
    expect(await readsIn(30, 100)).toBe(3);
  } finally {
    await stream?.cancel();
    jest.useRealTimers();
  }
});

test("after a scrape workers are sampled one at a time, also if the next scrape comes meanwhile", async () => {
  jest.useFakeTimers();
  try {
    const pool = new InProcessPool(3);
    const getHeapStatistics = jest.fn(() => new Promise(() => {}));
    for (const [, worker] of pool.cache) worker.worker = { getHeapStatistics };
    service.setPool(pool);
    for (let scrape = 0; scrape < 3; scrape++) {
      service.prometheusText();
      for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(getHeapStatistics.mock.calls.length).toBe(1);
    jest.advanceTimersByTime(PATIENCE_MS);
    await new Promise((resolve) => setImmediate(resolve));
    expect(getHeapStatistics.mock.calls.length).toBe(2);
  } finally {
    jest.useRealTimers();
  }
});

describe("the feed's activity", () => {
  const ephemeral: AppFigures = {
    app: "lambda@1",
    requests: 3,
    errors: undefined,
    responseSeconds: undefined,
    ephemeral: true,
  };
  const snapshotOf = (totals: PoolTotals, held = 2): Snapshot => ({
    pool: { size: 5, active: held, idle: 0, creating: 0, total: held, utilization: held / 5 },
    uptime: 1,
    timestamp: "2026-01-01T00:00:00.000Z",
    failed: 0,
    held,
    workers: () => [],
    rows: () => [],
    threads: () => [],
    figuresOf: () => ({}),
    totals: () => totals,
    apps: () => [ephemeral, { ...ephemeral, ephemeral: false }],
    unaccounted: () => undefined,
  });

  test("is absent where the pool reports no totals", () => {
    expect(activityOf(snapshotOf({}), new AppLabels())).toBeUndefined();
  });

  test("keeps the totals where the apps' rows can't be read", () => {
    const totals = { created: 12, retired: 4 };
    const snapshot = { ...snapshotOf(totals), apps: fail };
    const { timestamp } = snapshot;
    expect(activityOf(snapshot, new AppLabels())).toEqual({
      ...totals,
      heldFailures: 0,
      instance: INSTANCE,
      timestamp,
    });
  });

  test("leaves no worker unaccounted for that was retired, failed, ended with its request or is held", () => {
    const totals = { created: 12, retired: 4, failed: 2 };
    const apps = snapshotOf(totals).apps();
    expect(unaccounted(2, totals, apps)).toBe(1);
    expect(unaccounted(5, totals, apps)).toBe(0);
  });
});

test("a pool that slows the feed is logged once, and so is its end", async () => {
  jest.useFakeTimers();
  try {
    let cost = 200;
    let readings = 0;
    const passEvents = async () => {
      for (let event = 0; event < 3; event++) {
        await new Promise((resolve) => setImmediate(resolve)); // a turn's readers share one reading
        jest.advanceTimersByTime(2000);
      }
    };
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    const getMetrics = () => {
      readings++;
      jest.advanceTimersByTime(cost);
      return { size: 1, active: 1, idle: 0, creating: 0 };
    };
    service.setPool(pool({ getMetrics }), { logger: { info: log, warn: log } });
    service.feed.open()?.getReader();
    const slow =
      "metrics: the live feed's pace: the pool is slow to read, so the next event comes after 2.0 s";
    expect(lines).toEqual([slow]);
    await passEvents();
    expect(readings).toBeGreaterThan(2);
    expect(lines).toEqual([slow]);
    cost = 0;
    await passEvents();
    expect(lines).toEqual([slow, "metrics: the live feed's pace: recovered"]);
  } finally {
    jest.useRealTimers();
  }
});

test("a full feed refuses a client with 503 and Retry-After, and logs when that begins and ends", async () => {
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  service.setPool(pool({}), { logger: { info: log, warn: log }, poolSize: 1 });
  const streams = Array.from({ length: MAX_CLIENTS }, () => service.feed.open());
  const { status, headers } = await api.request(PATHS.feed);
  expect([status, headers.get("retry-after")]).toEqual([503, "10"]);
  for (const stream of streams) await stream?.cancel();
  const { body } = await api.request(PATHS.feed);
  expect(body).not.toBeNull();
  await body?.cancel();
  expect(lines).toEqual([
    "metrics: the live feed: it has 10000 clients and refuses further ones",
    "metrics: the live feed: recovered",
  ]);
});

test("workers unaccounted for are the pool's of now, not those of pools before it", async () => {
  const poolOf = (totalWorkersCreated: number, totalWorkersRetired: number, held: number) =>
    pool({
      getMetrics: () => ({ activeWorkers: held, totalWorkersCreated, totalWorkersRetired }),
      cache: new Map(
        Array.from({ length: held }, (_, index) => [`app-${index}@1`, new InProcessWorker(0)]),
      ),
    });
  const scraped = async () => {
    const text = await (await api.request("/api/metrics/prometheus")).text();
    return /^buntime_pool_workers_unaccounted (.+)$/m.exec(text)?.[1];
  };
  const readings: unknown[] = [];
  for (const next of [poolOf(100, 80, 20), poolOf(5, 0, 5), poolOf(9, 2, 5)]) {
    service.setPool(next);
    readings.push(await scraped(), /"unaccounted":(\d+)/.exec(await firstEvents())?.[1]);
  }
  expect(readings).toEqual(["0", "0", "0", "0", "2", "2"]);
});

/** What a new client gets at once. */
async function firstEvents(): Promise<string> {
  const reader = service.feed.open()?.getReader();
  let text = "";
  while (reader && !text.includes("data:")) {
    text += new TextDecoder().decode((await reader.read()).value);
  }
  await reader?.cancel();
  return text;
}
