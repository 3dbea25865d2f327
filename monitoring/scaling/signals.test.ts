import { expect, test } from "bun:test";
import type { Reading } from "./pool.ts";
import { type PodSeries, rate5m, SIGNALS } from "./signals.ts";

/** A pod's series whose readings have these values, starting at a step. */
const podOf = (begin: number, readings: Partial<Reading>[]): PodSeries => ({
  begin,
  readings: readings as Reading[],
});

// By `promtool test rules` of Prometheus 2.42, scraped every 15 s.
test("a rate of 5 minutes is what Prometheus computes from the same samples", () => {
  const pod = podOf(
    4,
    [20, 30, 50, 50, 95, 110].map((requests) => ({ requests })),
  );
  const rates = [4, 5, 9, 20, 25, 29].map((step) => rate5m(pod, step, "requests"));
  expect(rates).toEqual([undefined, 0.05, 0.33, 0.36, 0.3, undefined]);
});

test("signals are over all pods; one that has gone stays in a rate, and leaves a ratio of what is there", () => {
  const served = (rate: number) =>
    Array.from({ length: 30 }, (_, i) => ({
      responseSeconds: i * 15 * rate,
      active: 30,
      size: 60,
    }));
  const [pod, gone] = [podOf(0, served(2)), podOf(0, served(4).slice(0, 24))];
  expect(SIGNALS["instance:buntime_pool_busy_workers:rate5m"]([pod], 29)).toBeCloseTo(2);
  expect(SIGNALS["instance:buntime_pool_busy_workers:rate5m"]([pod, gone], 29)).toBeWithin(4, 6);
  expect(SIGNALS["job:buntime_pool_utilization:ratio"]([pod, gone], 29)).toBe(0.5);
});

test("the queue is averaged over two minutes, and a ratio over the pods that have requests", () => {
  const queue = podOf(0, [
    ...Array(20).fill({ queueDepth: 90 }),
    ...Array(4).fill({ queueDepth: 0 }),
  ]);
  expect(SIGNALS.buntime_pool_ephemeral_queue_depth([queue], 19)).toBe(90);
  expect(SIGNALS.buntime_pool_ephemeral_queue_depth([queue], 23)).toBe(50);
  const pods = [10, 20, 0].map((requests) =>
    podOf(
      0,
      [0, 1, 2].map((i) => ({ requests: i * requests, evictions: i * 2 })),
    ),
  );
  const evictions = SIGNALS["instance:buntime_pool_evictions_per_request:ratio_rate5m"];
  expect(evictions(pods, 2)).toBeCloseTo((0.2 + 0.1) / 2);
});
