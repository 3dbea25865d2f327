import { afterEach, beforeEach, describe, expect, jest, spyOn, test } from "bun:test";
import { peek } from "bun";
import { fail } from "../testing/hostile.ts";
import { serve } from "../testing/serve.ts";
import { settled } from "../testing/turns.ts";
import { poolInEveryState } from "../testing/worker-in-every-state.ts";
import { LANE_TIMEOUT_MS, SPACING_MS, ThreadSampler } from "./pool/thread-sampler.ts";
import { BACKLOG_MS, SAMPLING_WAIT_MS } from "./sampling-rounds.ts";
import type { WorkerRow } from "./types.ts";

const heap = { total_physical_size: 4_000_000, used_heap_size: 1_000_000 };
const SAMPLED = ["id-of-active", "id-of-idle", "id-of-ready"];

// Time passes only when a test says so: a busy machine must not spend the budget.
beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** A service whose workers' heaps are read with `read`; `sampled` lists whose. */
function setUp(read: () => unknown, calls: object = {}) {
  const sampled: unknown[] = [];
  const pool = poolInEveryState((worker) => {
    const getHeapStatistics = () => {
      sampled.push(worker.id);
      return read();
    };
    worker.worker = { ...calls, getHeapStatistics };
  });
  const { service, lines, json, text } = serve(pool);
  const rows = async (): Promise<WorkerRow[]> => (await json("stats")).workers;
  return { service, lines, sampled, rows, scrape: () => text("prometheus") };
}

describe("the workers' heaps", () => {
  test("are sampled when stats are read, of the started and live ones only", async () => {
    const { sampled, rows } = setUp(() => Promise.resolve(heap));
    const known = (await rows()).filter(({ memoryKnown }) => memoryKnown);
    expect(sampled.sort()).toEqual(SAMPLED);
    expect(known.map(({ id }) => id)).toEqual(SAMPLED);
    expect(known.map(({ memory }) => memory)).toEqual(
      known.map(() => ({ rss: 4_000_000, heapUsed: 1_000_000 })),
    );
    expect(known.every(({ blocked }) => blocked === false)).toBe(true);
  });

  test("are not sampled for the JSON, for other thresholds or for the feed", async () => {
    const { service, sampled } = setUp(() => Promise.resolve(heap));
    await service.levels({ "max-failed": 1 });
    expect(service.feedFrame()).toBeDefined();
    expect(sampled).toEqual([]);
  });

  test("are waited for by a reader that arrives while a sample is pending", async () => {
    const answer = Promise.withResolvers<unknown>();
    const { sampled, rows } = setUp(() => answer.promise);
    const first = rows();
    await settled();
    const second = rows();
    await settled();
    expect([first, second].map(peek.status)).toEqual(["pending", "pending"]);
    expect(sampled.length).toBe(3);
    answer.resolve(heap);
    for (const [row] of await Promise.all([first, second])) expect(row?.memoryKnown).toBe(true);
  });

  test("delay the first reader by at most 50 ms if none responds, and later ones not at all", async () => {
    const { sampled, rows } = setUp(() => new Promise(() => {}));
    const first = rows();
    await settled();
    jest.advanceTimersByTime(SAMPLING_WAIT_MS - 1);
    await settled();
    expect(peek.status(first)).toBe("pending");
    jest.advanceTimersByTime(1);
    await settled();
    const second = rows();
    await settled();
    expect([first, second].map(peek.status)).toEqual(["fulfilled", "fulfilled"]);
    expect((await first).some(({ memoryKnown }) => memoryKnown)).toBe(false);
    expect(sampled.length).toBe(3);
  });
});

describe("a scrape", () => {
  test("returns the known figures, then starts a round whose figures are in the next one", async () => {
    const cpuUsageInternal = () => Promise.resolve({ user: 1_000_000, system: 500_000 });
    const { sampled, scrape } = setUp(() => Promise.resolve(heap), { cpuUsageInternal });
    expect(await scrape()).not.toContain("buntime_app_memory_");
    await pass(BACKLOG_MS);
    expect(sampled).toEqual([]);
    for (const _ of SAMPLED) await pass(Math.ceil(SPACING_MS));
    expect(sampled.sort()).toEqual(SAMPLED);
    const text = await scrape();
    for (const app of ["active@1.0.0", "idle@1.0.0", "ready@1.0.0"]) {
      expect(text).toContain(`\nbuntime_app_cpu_seconds_total{app="${app}"} 1.5\n`);
      expect(text).toContain(`\nbuntime_app_memory_resident_bytes{app="${app}"} 4000000\n`);
      expect(text).toContain(`\nbuntime_app_memory_heap_used_bytes{app="${app}"} 1000000\n`);
      expect(text).toContain(`\nbuntime_app_workers_blocked{app="${app}"} 0\n`);
    }
    expect(text).not.toContain('memory_resident_bytes{app="starting@1.0.0"}');
  });

  test("samples one worker at a time, even if the next scrape comes in the meantime", async () => {
    const { sampled, scrape } = setUp(() => new Promise(() => {}));
    await scrape();
    await pass(BACKLOG_MS);
    await scrape();
    await pass(Math.ceil(SPACING_MS));
    expect(sampled.length).toBe(1);
    await scrape();
    await pass(LANE_TIMEOUT_MS);
    await pass(Math.ceil(SPACING_MS));
    expect(sampled.length).toBe(2);
  });

  test("succeeds even if sampling fails", async () => {
    const { scrape } = setUp(fail, { cpuUsageInternal: fail });
    await scrape();
    await pass(BACKLOG_MS);
    await pass(Math.ceil(SPACING_MS));
    expect(await scrape()).toContain("\nbuntime_app_requests_total");
    await pass(BACKLOG_MS);
    await pass(Math.ceil(SPACING_MS));
  });

  test("logs the error of a round that fails", async () => {
    const { lines, scrape } = setUp(() => Promise.resolve(heap));
    const error = new Error("no threads");
    using _ = spyOn(ThreadSampler.prototype, "refresh").mockRejectedValue(error);
    await scrape();
    await pass(BACKLOG_MS);
    expect(lines).toEqual(["metrics: a response: no threads"]);
  });
});

async function pass(milliseconds: number): Promise<void> {
  jest.advanceTimersByTime(milliseconds);
  await settled();
}
