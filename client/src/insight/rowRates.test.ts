import { describe, expect, spyOn, test } from "bun:test";
import type { WorkerRow } from "../../../server/types.ts";
import { testRow } from "../data/stats/testRows.ts";
import type { Reading } from "../data/stats/tracks.ts";
import { sectionsOf, troubleFirst } from "./rowOrder.ts";
import { NO_RATES, rowRates } from "./rowRates.ts";

type Row = Partial<WorkerRow> & { id: string };
const at = (second: number, rows: Row[], afterGap = false): Reading => ({
  t: second * 1_000,
  workers: rows.map((row) => testRow({ uptime: 9_999, ...row })),
  afterGap,
});
const all = (readings: Reading[]) => {
  const rows = readings.at(-1)?.workers ?? [];
  return rowRates(readings, new Map(rows.map(({ id }, index) => [id, index])));
};
const rateOf = (id: string, readings: Reading[]) => {
  const rows = readings.flatMap(({ workers }) => workers);
  const row = rows.findLast((each) => each.id === id);
  return row && all(readings).of(row);
};
const ratesOf = (...readings: Reading[]) => rateOf("a", readings);

describe("a row's rates", () => {
  const before = { id: "a", requests: 100, errors: 10, avgResponseTimeMs: 20, cpuSeconds: 3 };
  const after = { id: "a", requests: 400, errors: 40, avgResponseTimeMs: 30, cpuSeconds: 18 };

  test("are those of the last minute", () => {
    expect(
      ratesOf(at(0, [{ id: "a" }]), at(10, [before]), at(40, [before]), at(70, [after])),
    ).toEqual({
      requests: 300,
      requestRate: 5,
      errors: 30,
      errorRate: 0.1,
      cpu: 0.25,
      responseMs: (360 * 30 - 90 * 20) / 270,
    });
  });

  test("reach back to the last gap at most, and are unknown right after it", () => {
    const readings = [at(0, [before]), at(50, [before], true), at(60, [after])];
    expect([all(readings).seconds, ratesOf(...readings)?.requestRate]).toEqual([10, 30]);
    expect(ratesOf(at(0, [before]), at(50, [after], true))).toBeUndefined();
    expect(all([])).toBe(NO_RATES);
  });

  test("of a new worker are those since its spawn", () => {
    expect(ratesOf(at(0, []), at(30, [{ ...before, uptime: 20 }]))).toMatchObject({
      requestRate: 5,
      errors: 10,
      cpu: 0.15,
      responseMs: 20,
    });
    expect(
      ratesOf(at(0, []), at(30, [{ ...before, state: "terminated", uptime: 0 }])),
    ).toBeUndefined();
  });

  test("that aren't counted or sampled are unknown", () => {
    const bare = { id: "a", requests: 5 };
    expect(ratesOf(at(0, [bare]), at(10, [{ ...bare, requests: 25 }]))).toEqual({
      requests: 20,
      requestRate: 2,
      errors: null,
      errorRate: null,
      cpu: null,
      responseMs: null,
    });
    expect(ratesOf(at(0, [before]), at(10, [before]))?.errorRate).toBeNull();
  });

  test("are those of the same row where others came and went", () => {
    const readings = [at(0, [{ id: "x" }, before]), at(10, [after, { id: "y" }])];
    expect(ratesOf(...readings)?.requestRate).toBe(30);
    expect(rateOf("x", readings)).toBeUndefined();
  });

  test("have a mean response after millions of requests too", () => {
    // 4,500,000 ms in 3,000,000 requests, then 120 more of 2 ms; the means are as the server sends them.
    const old = { id: "a", requests: 3_000_000, errors: 0, avgResponseTimeMs: 1.5 };
    const now = { ...old, requests: 3_000_120, avgResponseTimeMs: 1.500019999 };
    expect(ratesOf(at(0, [old]), at(60, [now]))?.responseMs).toBeCloseTo(2, 3);
  });

  test("have no mean response while requests are in progress", () => {
    const busy = { ...before, requests: 102, avgResponseTimeMs: (90 * 20) / 92 };
    expect(ratesOf(at(0, [before]), at(10, [busy]))).toMatchObject({
      requests: 2,
      responseMs: null,
    });
  });

  test("of CPU are taken between the samples, not the readings", () => {
    const late = { ...after, sampledSecondsAgo: 20 };
    expect(ratesOf(at(0, [before]), at(50, [late]))?.cpu).toBe(0.5);
    expect(ratesOf(at(0, [before]), at(15, [late]))?.cpu).toBeNull();
  });

  test("of CPU are unknown while a worker is blocked: its last sample is from before", () => {
    const blocked = { ...before, blocked: true };
    const rates = ratesOf(
      at(0, [{ ...blocked, sampledSecondsAgo: 20 }]),
      at(2, [{ ...blocked, sampledSecondsAgo: 22 }]),
    );
    expect(rates).toMatchObject({ requestRate: 0, cpu: null });
  });
});

test("a row is slow by the rule of the verdict: in the last minute, or in five where that has too few requests", () => {
  const row = (requests: number, avgResponseTimeMs: number) => ({
    id: "a",
    requests,
    errors: 0,
    avgResponseTimeMs,
  });
  const isSlow = (...readings: Reading[]) => {
    const last = readings.at(-1)?.workers[0];
    return last !== undefined && all(readings).isSlow(last);
  };
  const before = row(100, 100);
  const slow = row(110, (100 * 100 + 10 * 2_000) / 110);
  expect(isSlow(at(0, [before]), at(30, [slow]))).toBe(true);
  expect(isSlow(at(0, [before]), at(150, [slow]), at(280, [slow]))).toBe(true);
  expect(isSlow(at(0, [slow]), at(30, [slow]))).toBe(false);
  expect(isSlow(at(0, [before]), at(30, [row(109, 280)]))).toBe(false);
  expect(isSlow(at(0, [row(40, 100)]), at(30, [row(50, 500)]))).toBe(false);
  expect(isSlow(at(0, [row(100, 2)]), at(30, [row(110, 20)]))).toBe(false);
});

test("trouble comes first: failed, blocked, errors of the last minute, then load", () => {
  const row = (id: string, more: Partial<WorkerRow>) => ({ id, errors: 0, cpuSeconds: 0, ...more });
  const now = [
    row("rest", {}),
    row("old-errors", { errors: 900 }),
    row("requests", { requests: 60 }),
    row("cpu", { cpuSeconds: 9 }),
    row("error", { errors: 1, requests: 1 }),
    row("blocked", { blocked: true }),
    row("failed", { failed: true, state: "terminated" }),
  ];
  const before = now.map((r) => ({
    ...r,
    requests: 0,
    cpuSeconds: 0,
    errors: r.id === "error" ? 0 : r.errors,
  }));
  const readings = [at(0, before), at(60, now)];
  const order = troubleFirst(readings[1]?.workers ?? [], all(readings));
  expect(order.map(({ id }) => id)).toEqual([
    "failed",
    "blocked",
    "error",
    "cpu",
    "requests",
    "rest",
    "old-errors",
  ]);
});

test("ended workers and apps with ttl 0 have their own section, without failed workers", () => {
  const { held, ended } = sectionsOf([
    testRow({ id: "live" }),
    testRow({ id: "ended", state: "terminated" }),
    testRow({ id: "once", state: "terminated", ephemeral: true }),
    testRow({ id: "failed", state: "terminated", failed: true }),
  ]);
  expect(held.map(({ id }) => id)).toEqual(["live", "failed"]);
  expect(ended.map(({ id }) => id)).toEqual(["ended", "once"]);
});

test("a reading whose rows have moved is indexed once, not for each row that may be slow", () => {
  const row = (id: string, requests: number) => ({ id, requests, avgResponseTimeMs: 100 });
  const before = at(0, [row("gone", 100), row("a", 100), row("b", 100)]);
  const after = at(60, [row("a", 200), row("b", 200)]);
  using indexed = spyOn(before.workers as WorkerRow[], "map");
  const rates = all([before, after]);
  for (const each of after.workers)
    expect([rates.isSlow(each), rates.of(each)?.requests]).toEqual([false, 100]);
  expect(indexed).toHaveBeenCalledTimes(1);
});
