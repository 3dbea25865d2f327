import { describe, expect, test } from "bun:test";
import type { WorkerRow } from "../../../server/types.ts";
import { testRow } from "../data/stats/testRows.ts";
import { countedOver, EMPTY_LEDGER, nextLedger } from "./ledger.ts";

const APP = "shop@1.0.0";
type Row = Partial<WorkerRow> & { id?: string };

/** The ledger after readings at these seconds. */
function ledgerOf(readings: Record<number, Row[]>, gaps: number[] = []) {
  return Object.entries(readings).reduce(
    (ledger, [second, rows]) =>
      nextLedger(ledger, {
        t: Number(second) * 1_000,
        workers: rows.map((row) => testRow({ id: "a", state: "active", uptime: 9_999, ...row })),
        afterGap: gaps.includes(Number(second)),
      }),
    EMPTY_LEDGER,
  );
}

/** What the app has counted in a window of seconds. */
function counted(ledger: ReturnType<typeof ledgerOf>, from: number, to: number) {
  return countedOver(ledger.apps.get(APP) ?? [], from * 1_000, to * 1_000);
}

describe("an app's counts", () => {
  test("are the increases since the first reading", () => {
    const ledger = ledgerOf({
      0: [{ requests: 500, errors: 100, avgResponseTimeMs: 10 }],
      60: [{ requests: 540, errors: 138, avgResponseTimeMs: 20 }],
    });
    expect(counted(ledger, 0, 60)).toMatchObject({
      counts: { requests: 40, errors: 38, successes: 2, responseMs: 402 * 20 - 400 * 10 },
      from: 0,
      seconds: 60,
    });
    expect(counted(ledgerOf({ 0: [{ requests: 500 }] }), 0, 60)).toBeNull();
  });

  test("of a new app's worker start at its spawn", () => {
    const ledger = ledgerOf({ 100: [{ requests: 38, errors: 38, uptime: 40 }] });
    expect(counted(ledger, 0, 100)).toMatchObject({
      counts: { requests: 38, errors: 38 },
      from: 60_000,
    });
  });

  test("continue with a new worker, and don't decrease when one is lost", () => {
    const ledger = ledgerOf({
      0: [{ id: "a", requests: 30 }],
      10: [{ id: "a", requests: 35 }],
      20: [{ id: "b", requests: 4, uptime: 6 }],
      30: [{ id: "b", requests: 1, uptime: 16 }],
      40: [{ id: "b", requests: 3, uptime: 26 }],
    });
    expect(counted(ledger, 0, 40)?.counts.requests).toBe(5 + 4 + 2);
  });

  test("don't include those of another host's older worker", () => {
    const ledger = ledgerOf({ 0: [{ id: "a", requests: 5 }], 2: [{ id: "b", requests: 900 }] });
    expect(counted(ledger, 0, 2)?.counts.requests).toBe(0);
  });

  test("don't include the history of an ended worker, but do for apps with a worker per request", () => {
    const ended = { id: APP, state: "terminated", uptime: 0 } as const;
    const retired = ledgerOf({
      0: [{ requests: 10 }],
      2: [{ ...ended, requests: 400 }],
      4: [{ ...ended, requests: 400 }],
    });
    expect(counted(retired, 0, 4)?.counts.requests).toBe(0);
    const once = ledgerOf({
      0: [{ ...ended, ephemeral: true, requests: 400 }],
      4: [{ ...ended, ephemeral: true, requests: 407 }],
    });
    expect(counted(once, 0, 4)?.counts.requests).toBe(7);
  });

  test("include each failed worker once, with the time when it was first seen", () => {
    const failed = { state: "terminated", failed: true, uptime: 0 } as const;
    const ledger = ledgerOf({
      0: [{ id: "a", ...failed }],
      2: [{ id: "b", ...failed }],
      4: [{ id: "b", ...failed }],
      6: [
        { id: "b", ...failed },
        { id: "c", ...failed },
      ],
    });
    expect(counted(ledger, 0, 6)?.counts.failures).toBe(2);
    expect([...ledger.failedAt]).toEqual([
      ["b", 2_000],
      ["c", 6_000],
    ]);
    expect(ledgerOf({ 0: [{ id: "a", ...failed }] }).failedAt.get("a")).toBeNull();
  });
});

describe("a window", () => {
  test("after a gap starts at its end, unless nothing changed during it", () => {
    const busy = ledgerOf(
      { 0: [{ requests: 1 }], 600: [{ requests: 90 }], 610: [{ requests: 95 }] },
      [600],
    );
    expect(counted(busy, 310, 610)).toMatchObject({ counts: { requests: 5 }, from: 600_000 });
    const still = ledgerOf(
      { 0: [{ requests: 1 }], 600: [{ requests: 1 }], 610: [{ requests: 4 }] },
      [600],
    );
    expect(counted(still, 310, 610)).toMatchObject({ counts: { requests: 3 }, from: 310_000 });
  });

  test("has the memory at its start and end", () => {
    const memory = (rss: number) => [{ memory: { rss, heapUsed: 0 } }];
    const ledger = ledgerOf({ 0: memory(5), 20: memory(7), 40: memory(9) });
    expect(counted(ledger, 20, 40)?.rss).toEqual({ from: 7, to: 9 });
  });
});

test("points are kept for an hour, at most one per step", () => {
  const readings = Array.from({ length: 2_400 }, (_, i) => [2 * i, [{ requests: i }]] as const);
  const ledger = ledgerOf(Object.fromEntries(readings) as unknown as Record<number, Row[]>);
  const points = ledger.apps.get(APP) ?? [];
  expect(points.length).toBeLessThan(265);
  expect(points.length).toBeGreaterThan(200);
  expect(counted(ledger, 4_798 - 300, 4_798)?.counts.requests).toBeCloseTo(150, -1);
  const idle = Array.from({ length: 500 }, (_, i) => [20 * i, [{ requests: 3 }]] as const);
  const still = ledgerOf(Object.fromEntries(idle) as unknown as Record<number, Row[]>);
  expect(still.apps.get(APP)).toHaveLength(2);
});
