import { afterEach, beforeEach, describe, expect, jest, test } from "bun:test";
import { type PlainPool, poolInEveryState } from "../testing/worker-in-every-state.ts";
import { createApi } from "./api.ts";
import { SAMPLING_PERIOD_MS } from "./pool/thread-sampler.ts";
import { MetricsService, SAMPLING_WAIT_MS } from "./services.ts";
import type { WorkerRow } from "./types.ts";

const service = new MetricsService();
const api = createApi(service);

const heap = { total_physical_size: 4_000_000, used_heap_size: 1_000_000 };

/** A pool whose workers' heaps are asked with `ask`; `asked` lists who was. */
function poolAsking(
  ask: () => Promise<unknown>,
  calls: object = {},
): { pool: PlainPool; asked: unknown[] } {
  const asked: unknown[] = [];
  const pool = poolInEveryState((worker) => {
    worker.worker = {
      ...calls,
      getHeapStatistics: () => {
        asked.push(worker.id);
        return ask();
      },
    };
  });
  return { pool, asked };
}

async function rows(): Promise<WorkerRow[]> {
  const response = await api.request("/api/metrics/stats");
  expect(response.status).toBe(200);
  return (await response.json()).workers;
}

describe("the workers' heaps", () => {
  // No time passes but when told to: a busy machine must not spend the budget.
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  test("are sampled when stats are read, of the started and live ones only", async () => {
    const { pool, asked } = poolAsking(() => Promise.resolve(heap));
    service.setPool(pool);
    const known = (await rows()).filter(({ memoryKnown }) => memoryKnown);
    expect(asked.sort()).toEqual(["id-of-active", "id-of-idle", "id-of-ready"]);
    expect(known.map(({ id }) => id)).toEqual(["id-of-active", "id-of-idle", "id-of-ready"]);
    expect(known.map(({ memory }) => memory)).toEqual(
      known.map(() => ({ rss: 4_000_000, heapUsed: 1_000_000 })),
    );
    expect(known.every(({ blocked }) => blocked === false)).toBe(true);
  });

  test("are not sampled for the JSON or the feed", async () => {
    const { pool, asked } = poolAsking(() => Promise.resolve(heap));
    service.setPool(pool);
    await api.request("/api/metrics/");
    const leave = new AbortController();
    const request = new Request("http://host/api/metrics/sse", { signal: leave.signal });
    const reader = (await api.request(request)).body?.getReader();
    await reader?.read();
    await reader?.read();
    leave.abort();
    expect(asked).toEqual([]);
  });

  test("are sampled once for concurrent readers", async () => {
    const { pool, asked } = poolAsking(() => Promise.resolve(heap));
    service.setPool(pool);
    const all = await Promise.all(Array.from({ length: 20 }, rows));
    expect(asked.length).toBe(3);
    for (const workers of all) expect(workers[0]?.memoryKnown).toBe(true);
  });

  test("are waited for by a reader that arrives while they are being sampled", async () => {
    const answer = Promise.withResolvers<unknown>();
    const { pool, asked } = poolAsking(() => answer.promise);
    service.setPool(pool);
    const first = outcomeOf(rows());
    await settled();
    const second = outcomeOf(rows());
    await settled();
    expect([first.value, second.value, asked.length]).toEqual([undefined, undefined, 3]);
    answer.resolve(heap);
    await settled();
    for (const { value } of [first, second]) expect(value?.[0]?.memoryKnown).toBe(true);
  });

  test("delay the first reader by at most 50 ms when none responds, and later ones not at all", async () => {
    const { pool, asked } = poolAsking(() => new Promise(() => {}));
    service.setPool(pool);
    const first = outcomeOf(rows());
    await settled();
    jest.advanceTimersByTime(SAMPLING_WAIT_MS - 1);
    await settled();
    expect(first.value).toBeUndefined();
    jest.advanceTimersByTime(1);
    await settled();
    expect(first.value?.every(({ memoryKnown }) => !memoryKnown)).toBe(true);
    const second = outcomeOf(rows());
    await settled();
    expect(second.value).toBeDefined();
    expect(asked.length).toBe(3);
  });

  test("that respond late are known to the next reader", async () => {
    const answer = Promise.withResolvers<unknown>();
    const { pool } = poolAsking(() => answer.promise);
    service.setPool(pool);
    const first = outcomeOf(rows());
    await settled();
    jest.advanceTimersByTime(SAMPLING_WAIT_MS);
    await settled();
    expect(first.value?.[0]?.memoryKnown).toBe(false);
    answer.resolve(heap);
    await new Promise((resolve) => setImmediate(resolve));
    expect((await rows())[0]?.memoryKnown).toBe(true);
  });
});

describe("a scrape", () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const cpuUsageInternal = () => Promise.resolve({ user: 1_000_000, system: 500_000 });

  /** A service of its own, whose workers' heaps are asked with `ask`. */
  function setUp(ask: () => Promise<unknown>, calls: object = {}) {
    const { pool, asked } = poolAsking(ask, calls);
    const own = new MetricsService();
    own.setPool(pool);
    const routes = createApi(own);
    const get = async (path: string) => (await routes.request(`/api/metrics/${path}`)).text();
    return { asked, stats: () => get("stats"), scrape: () => get("prometheus") };
  }

  /** Lets the next turn of the event loop pass, in which a round begins. */
  async function turn(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    await settled();
  }

  test("responds with what is known, and starts a round after it: the next one has the figures", async () => {
    const { asked, scrape } = setUp(() => Promise.resolve(heap), { cpuUsageInternal });
    expect(await scrape()).not.toContain("buntime_app_memory_");
    await turn();
    expect(asked.sort()).toEqual(["id-of-active", "id-of-idle", "id-of-ready"]);
    const text = await scrape();
    for (const app of ["active@1.0.0", "idle@1.0.0", "ready@1.0.0"]) {
      expect(text).toContain(`\nbuntime_app_cpu_seconds_total{app="${app}"} 1.5\n`);
      expect(text).toContain(`\nbuntime_app_memory_resident_bytes{app="${app}"} 4000000\n`);
      expect(text).toContain(`\nbuntime_app_memory_heap_used_bytes{app="${app}"} 1000000\n`);
      expect(text).toContain(`\nbuntime_app_workers_blocked{app="${app}"} 0\n`);
    }
    expect(text).not.toContain('memory_resident_bytes{app="starting@1.0.0"}');
  });

  test("shares its round with concurrent scrapes and readers of stats", async () => {
    const { asked, stats, scrape } = setUp(() => Promise.resolve(heap));
    await Promise.all([scrape(), scrape(), stats(), scrape()]);
    await turn();
    expect(asked.length).toBe(3);
  });

  test("succeeds, and no rejection is unhandled, though sampling fails", async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown) => unhandled.push(error);
    process.on("unhandledRejection", note);
    const fail = () => {
      throw new Error("not for you");
    };
    const { scrape } = setUp(fail, { cpuUsageInternal: fail });
    await scrape();
    await turn();
    expect(await scrape()).toContain("\nbuntime_app_requests_total");
    await turn();
    process.off("unhandledRejection", note);
    expect(unhandled).toEqual([]);
  });

  test("shows a blocked worker once its sample is overdue", async () => {
    const { scrape } = setUp(() => new Promise(() => {}));
    await scrape();
    await turn();
    jest.advanceTimersByTime(SAMPLING_PERIOD_MS + 1);
    const text = await scrape();
    expect(text).toContain('\nbuntime_app_workers_blocked{app="active@1.0.0"} 1\n');
    expect(text).not.toContain("buntime_app_memory_");
  });
});

/** What a promise has come to, once it has. */
function outcomeOf<T>(promise: Promise<T>): { value?: T } {
  const outcome: { value?: T } = {};
  promise.then((value) => {
    outcome.value = value;
  });
  return outcome;
}

/** Lets everything go on that waits for no timer. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 200; turn++) await Promise.resolve();
}
