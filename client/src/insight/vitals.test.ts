import { describe, expect, test } from "bun:test";
import type { ActivityResponse, WorkerRow } from "../../../server/types.ts";
import type { Entry } from "../data/feed/samples.ts";
import type { ActivitySample } from "../data/feed/state.ts";
import { testRow } from "../data/stats/testRows.ts";
import { EMPTY_LEDGER, nextLedger } from "./ledger.ts";
import { vitalsOf } from "./vitals.ts";

/** A sample at a second, of a process of ten requests a second, one in five failing, 40 ms each. */
function at(second: number, more: Partial<ActivityResponse> = {}, age = second): ActivitySample {
  return {
    t: second * 1_000 + 3,
    timestamp: new Date(second * 1_000).toISOString(),
    instance: "a",
    servedRequests: age * 10,
    errors: age * 2,
    succeededRequests: age * 8,
    responseSeconds: age * 8 * 0.04,
    heldFailures: 0,
    ephemeral: { concurrency: 2, queueDepth: 0, queueLimit: 100 },
    ...more,
  };
}

const seconds = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);
const gap = (second: number): Entry<ActivitySample> => ({ t: second * 1_000, gap: true });
const vitals = (activity: Entry<ActivitySample>[], now = activity.at(-1)?.t ?? 0) =>
  vitalsOf({ activity, readings: [], ledger: EMPTY_LEDGER, size: 6, now });
const values = (activity: Entry<ActivitySample>[]) =>
  vitals(activity).requestRate.series.map((entry) => ("gap" in entry ? "gap" : entry.value));

describe("the value", () => {
  test("of a rate is that of the last minute", () => {
    const { requestRate, errorRate, responseMs, busy } = vitals(seconds(0, 90).map((s) => at(s)));
    expect(requestRate.value).toBeCloseTo(10, 5);
    expect(errorRate.value).toBeCloseTo(0.2, 5);
    expect(responseMs.value).toBeCloseTo(40, 5);
    expect(busy.value).toBeCloseTo(0.32, 5);
    expect(busy.of).toBe(6);
  });

  test("of a rate comes from the rows while there is no activity, as when the stream is refused", () => {
    const rows = (second: number, errors?: { errors: number }) => [
      testRow({ id: "a", requests: 100 + second * 10, ...errors, avgResponseTimeMs: 40 }),
      testRow({ id: "b", requests: 7 }),
    ];
    const polled = (...readings: WorkerRow[][]) => {
      const at = (index: number) => 9_000 + index * 20_000;
      const now = at(readings.length - 1);
      const ledger = readings.reduce(
        (before, workers, index) => nextLedger(before, { t: at(index), workers, afterGap: false }),
        EMPTY_LEDGER,
      );
      const all = vitalsOf({ activity: [], readings: [], ledger, size: 6, now });
      return [all.requestRate.value, all.errorRate.value, all.responseMs.value, all.busy.value];
    };
    expect(polled(rows(0), rows(20))).toEqual([10, null, 40, 0.4]);
    expect(polled(rows(0, { errors: 0 }), rows(20, { errors: 50 }))[1]).toBe(0.25);
    expect(polled(rows(0))).toEqual([null, null, null, null]);
  });

  test("includes requests that came while the page was paused", () => {
    const entries = [at(0), at(10), gap(25), at(40), at(45)];
    expect(vitals(entries).requestRate.value).toBeCloseTo(10, 5);
  });

  test("is of the latest process only: after a restart, and behind a balancer", () => {
    const restarted = [...seconds(0, 30).map((s) => at(s)), at(31, { instance: "b" }, 0)];
    expect(vitals(restarted).requestRate.value).toBeNull();
    const next = [...restarted, at(33, { instance: "b" }, 2)];
    expect(vitals(next).requestRate.value).toBeCloseTo(10, 5);
    const other = { instance: "z", servedRequests: 1e9 };
    const mixed = seconds(0, 30).flatMap((s) => [at(s, other), at(s + 0.5)]);
    expect(vitals(mixed).requestRate.value).toBeCloseTo(10, 5);
  });

  test("after totals decreased covers the time since, even without an instance id", () => {
    const entries = [at(0, {}, 500), at(1, {}, 501), at(2, {}, 0), at(4, {}, 2)].map(
      ({ instance, ...sample }) => sample,
    );
    expect(vitals(entries).requestRate.value).toBeCloseTo(10, 5);
  });

  test("is unknown if the pool doesn't report it, and for the mean of no requests", () => {
    const entries = [0, 5].map((s) => ({ t: s * 1_000, timestamp: at(s).timestamp }));
    expect(Object.values(vitals(entries)).map(({ value }) => value)).toEqual([
      ...Array(5).fill(null),
      null,
      null,
    ]);
    const idle = vitals([at(0), at(5, {}, 0)]);
    expect(idle.requestRate.value).toBe(0);
    expect(idle.responseMs.value).toBeNull();
    expect(idle.errorRate.value).toBeNull();
  });

  test("of a gauge is the latest", () => {
    const queue = { concurrency: 2, queueDepth: 40, queueLimit: 100 };
    const { failed, queue: queued } = vitals([at(0), at(1, { heldFailures: 2, ephemeral: queue })]);
    expect(failed.value).toBe(2);
    expect([queued.value, queued.of]).toEqual([40, 100]);
  });
});

describe("the series", () => {
  test("of a rate has a point every five seconds over the last five minutes", () => {
    const series = values(seconds(0, 400).map((s) => at(s)));
    expect(series.length).toBe(60);
    expect(series.every((value) => Math.abs(Number(value) - 10) < 1e-6)).toBe(true);
  });

  test("keeps gaps, and is interrupted by a restart", () => {
    expect(values([at(0), at(5), gap(6), at(20), at(25)])).toEqual([10, "gap", 10]);
    const restarted = [at(0), at(5), at(6, { instance: "b" }, 0), at(11, { instance: "b" }, 5)];
    expect(values(restarted)).toEqual([10, "gap", 10]);
  });

  test("of a gauge keeps its peaks", () => {
    const entries = seconds(0, 9).map((s) => at(s, { heldFailures: s === 3 ? 4 : 0 }));
    expect(vitals(entries).failed.series.map((e) => "value" in e && e.value)).toEqual([4, 0]);
  });

  test("of blocked workers starts with the server's history", () => {
    const readings = [{ t: 9_000, workers: [], afterGap: false }];
    const activity = [{ ...at(1), blocked: 2 }, at(7)];
    const { blocked } = vitalsOf({
      activity,
      readings,
      ledger: EMPTY_LEDGER,
      size: null,
      now: 9_500,
    });
    expect(blocked.series.map((e) => "value" in e && e.value)).toEqual([2, null, 0]);
  });

  test("doesn't change in hindsight", () => {
    const samples = seconds(0, 330).map((s) => at(s));
    const before = vitals(samples.slice(0, -2)).requestRate.series;
    const after = vitals(samples).requestRate.series;
    const points = after.map(({ t }) => t);
    expect(before.slice(2).every(({ t }) => points.includes(t))).toBe(true);
  });

  test("of failed workers comes from the readings of stats if the feed doesn't report them", () => {
    const row = testRow({ id: "a", failed: true });
    const readings = [{ t: 9_000, workers: [row], afterGap: false }];
    const { failed } = vitalsOf({
      activity: [],
      readings,
      ledger: EMPTY_LEDGER,
      size: null,
      now: 9_500,
    });
    expect(failed).toEqual({ value: 1, of: null, series: [{ t: 9_000, value: 1 }] });
  });

  test("of blocked workers comes from the readings of stats", () => {
    const row = testRow({ id: "a", blocked: true });
    const readings = [
      { t: 1_000, workers: [], afterGap: false },
      { t: 9_000, workers: [row], afterGap: true },
    ];
    const { blocked } = vitalsOf({
      activity: [],
      readings,
      ledger: EMPTY_LEDGER,
      size: null,
      now: 9_500,
    });
    expect(blocked.value).toBe(1);
    expect(blocked.series).toEqual([
      { t: 1_000, value: 0 },
      { t: 5_000, gap: true },
      { t: 9_000, value: 1 },
    ]);
  });
});
