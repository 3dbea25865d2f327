import { afterEach, beforeEach, describe, expect, jest, spyOn, test } from "bun:test";
import { fail } from "../testing/hostile.ts";
import { InProcessPool, InProcessWorker } from "../testing/in-process-pool.ts";
import { serve } from "../testing/serve.ts";
import { nextTurn } from "../testing/turns.ts";
import { LARGE_BYTES } from "./outbound.ts";
import type { MetricsService } from "./services.ts";

const pool = (parts: object) => ({ getMetrics: () => ({}), getWorkerStats: () => ({}), ...parts });

describe("a pool that takes over", () => {
  test("is what the next client of the feed gets, even if the last event is recent", async () => {
    const { service } = serve(new InProcessPool(1), { poolSize: 1 });
    const before = await firstEvents(service);
    service.setPool(new InProcessPool(7), { poolSize: 7 });
    const after = await firstEvents(service);
    expect([before, after].map((text) => /"size":(\d+)/.exec(text)?.[1])).toEqual(["1", "7"]);
  });

  test("doesn't have the size of the previous one", () => {
    const { service } = serve(pool({}), { poolSize: 5 });
    expect(service.metrics().pool.size).toBe(5);
    service.setPool(pool({}));
    expect(service.metrics().pool.size).toBe(0);
  });

  test("has its own workers unaccounted for, not those of earlier pools", async () => {
    const poolOf = (totalWorkersCreated: number, totalWorkersRetired: number, held: number) =>
      pool({
        getMetrics: () => ({ activeWorkers: held, totalWorkersCreated, totalWorkersRetired }),
        cache: new Map(
          Array.from({ length: held }, (_, index) => [`app-${index}@1`, new InProcessWorker(0)]),
        ),
      });
    const { service, text } = serve(undefined);
    const readings: unknown[] = [];
    for (const next of [poolOf(100, 80, 20), poolOf(5, 0, 5), poolOf(9, 2, 5)]) {
      service.setPool(next);
      const scraped = await text("prometheus");
      readings.push(/^buntime_pool_workers_unaccounted (.+)$/m.exec(scraped)?.[1]);
      readings.push(/"unaccounted":(\d+)/.exec(await firstEvents(service))?.[1]);
    }
    expect(readings).toEqual(["0", "0", "0", "0", "2", "2"]);
  });
});

test("the text counts response times of requests that succeeded, failed workers and dropped clients", async () => {
  const source = new InProcessPool(1);
  const [[, worker] = []] = [...source.cache];
  Object.assign(worker ?? {}, { requestCount: 5, errorCount: 2, hasCriticalError: true });
  const { service, text } = serve(source);
  Object.defineProperty(service.feed, "dropped", { value: 7 });
  const scraped = await text("prometheus");
  expect(scraped).toContain("\nbuntime_apps_response_time_seconds_count 3\n");
  expect(scraped).toContain("\nbuntime_pool_failed 1\n");
  expect(scraped).toContain("\nbuntime_metrics_feed_dropped_clients 7\n");
});

test.each([
  ["sent at once", 3, 0],
  ["sent in chunks", 200, LARGE_BYTES],
])(
  "a response that is %s keeps its text even though the next scrape overwrites its memory",
  async (_, workers, least) => {
    const figures = (text: string) =>
      text.split("\n").filter((line) => /^buntime_(pool|app)/.test(line));
    const { service, get } = serve(
      new InProcessPool(workers, 0, (index) => `app-with-a-longer-name-${index}@1`),
    );
    const expected = new TextDecoder().decode(service.prometheusText());
    expect(expected.length).toBeGreaterThanOrEqual(least);
    const response = await get("prometheus");
    service.setPool(new InProcessPool(workers, 0, (index) => `other-${index}@1`));
    service.prometheusText();
    expect(figures(await response.text())).toEqual(figures(expected));
  },
);

describe("the feed's activity", () => {
  const activityOf = (parts: object) => {
    const frame = new TextDecoder().decode(serve(pool(parts)).service.feedFrame());
    const [, data] = /^event: activity\ndata: (.*)$/m.exec(frame) ?? [];
    return data && JSON.parse(data);
  };
  const created = { totalWorkersCreated: 12, totalWorkersRetired: 4, totalWorkersFailed: 2 };
  const rows = {
    "lambda@1": { requestCount: 3, status: "ephemeral" },
    "past@1": { requestCount: 3, status: "offline" },
  };
  const cacheOf = (held: number) =>
    new Map(Array.from({ length: held }, (_, index) => [`${index}`, new InProcessWorker(0)]));

  test("is absent if the pool reports no totals", () => {
    expect(activityOf({})).toBeUndefined();
  });

  test("keeps the totals where the apps' rows can't be read", () => {
    const parts = { getMetrics: () => created, getWorkerStats: fail, cache: cacheOf(1) };
    const { instance, timestamp, ...figures } = activityOf(parts);
    expect(figures).toEqual({ created: 12, retired: 4, failed: 2, heldFailures: 0 });
    expect([typeof instance, Date.parse(timestamp)]).toEqual(["string", expect.any(Number)]);
  });

  test("leaves no worker unaccounted for that was retired, failed, ended with its request or is held", () => {
    const figuresOf = (held: number) =>
      activityOf({
        ...{ getMetrics: () => created, getWorkerStats: () => rows, cache: cacheOf(held) },
      });
    expect([2, 5].map((held) => figuresOf(held).unaccounted)).toEqual([1, 0]);
  });
});

describe("over time", () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  test("setConfig changes the feed's pace, and without an interval sets the default", async () => {
    const source = new InProcessPool(1);
    const read = spyOn(source, "getMetrics");
    const { service } = serve(source);
    const stream = service.feed.open();
    const readsIn = async (steps: number) => {
      read.mockClear();
      for (let step = 0; step < steps; step++) {
        jest.advanceTimersByTime(100);
        await nextTurn();
      }
      return read.mock.calls.length;
    };
    service.setConfig({ sseInterval: 100 });
    await readsIn(1);
    expect(await readsIn(10)).toBe(10);
    service.setConfig({});
    await readsIn(1);
    expect(await readsIn(30)).toBe(3);
    await stream?.cancel();
  });

  test("a pool that slows the feed is logged once, and so is its end", async () => {
    let cost = 200;
    let readings = 0;
    const getMetrics = () => {
      readings++;
      jest.advanceTimersByTime(cost);
      return { size: 1, active: 1, idle: 0, creating: 0 };
    };
    const passEvents = async () => {
      for (let event = 0; event < 3; event++) {
        await nextTurn();
        jest.advanceTimersByTime(2000);
      }
    };
    const { service, lines } = serve(pool({ getMetrics }));
    service.feed.open()?.getReader();
    const slow =
      "metrics: the live feed's pace: the pool is slow to read, so the next event comes after 2.0 s";
    await passEvents();
    expect(readings).toBeGreaterThan(2);
    expect(lines).toEqual([slow]);
    cost = 0;
    await passEvents();
    expect(lines).toEqual([slow, "metrics: the live feed's pace: recovered"]);
  });
});

test("a feed that another module has replaced refuses clients with 503 and Retry-After, and logs nothing", async () => {
  const { service, lines, get } = serve(pool({}), { poolSize: 1 });
  service.retire();
  const refused = await get("sse");
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "10"]);
  expect(await refused.json()).toEqual({
    error: "the live feed is being replaced; try again later",
  });
  expect(lines).toEqual([]);
});

/** What a new client gets at once. */
async function firstEvents({ feed }: MetricsService): Promise<string> {
  const reader = feed.open()?.getReader();
  let text = "";
  while (reader && !text.includes("data:")) {
    text += new TextDecoder().decode((await reader.read()).value);
  }
  await reader?.cancel();
  return text;
}
