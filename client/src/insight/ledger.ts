import type { WorkerRow } from "../../../server/types.ts";
import type { Reading } from "../data/stats/tracks.ts";
import {
  addCounts,
  type Counts,
  countedBetween,
  countsOf,
  isHistory,
  isYoung,
  subtractCounts,
  ZERO,
} from "./counts.ts";

/** An app's counts at a reading. */
export interface AppPoint {
  t: number;
  /** Since the app's first reading, or since the spawn of the worker seen then. */
  counts: Counts;
  /** Resident memory of its workers, in bytes; `null` if it isn't known. */
  rss: number | null;
  /** Whether readings were missed since the previous point. */
  afterGap: boolean;
}

/**
 * The counts of each app over time. They never decrease: they continue when a worker is replaced or lost,
 * and when the process restarts.
 */
export interface Ledger {
  /** The times of the first and the latest reading, in ms; `null` before the first. */
  since: number | null;
  t: number | null;
  /** The rows of the latest reading, by id. */
  rows: ReadonlyMap<string, WorkerRow>;
  apps: ReadonlyMap<string, readonly AppPoint[]>;
  /** When each failed worker was first seen as failed, in ms; `null` if at the first reading. */
  failedAt: ReadonlyMap<string, number | null>;
}

/** The ledger before the first reading. */
export const EMPTY_LEDGER: Ledger = {
  since: null,
  t: null,
  rows: new Map(),
  apps: new Map(),
  failedAt: new Map(),
};

/** How long points are kept, in ms. */
const KEPT_MS = 3_600_000;
/** The interval of points with up to {@link APPS_PER_STEP} apps, in ms. */
export const STEP_MS = 15_000;
/** More apps have longer intervals, so that at most about 60,000 points are kept. */
const APPS_PER_STEP = 250;

interface Increase {
  counts: Counts;
  rss: number | null;
  rows: WorkerRow[];
}

/** The ledger after another reading. */
export function nextLedger(ledger: Ledger, reading: Reading): Ledger {
  const rows = new Map(reading.workers.map((row) => [row.id, row]));
  const increases = increasesOf(ledger, reading);
  const step = STEP_MS * Math.max(1, Math.ceil(increases.size / APPS_PER_STEP));
  const apps = new Map<string, readonly AppPoint[]>();
  for (const [app, points] of ledger.apps) {
    const last = points.at(-1);
    if (last !== undefined && reading.t - last.t <= KEPT_MS) apps.set(app, points);
  }
  for (const [app, increase] of increases) {
    const points = apps.get(app);
    const last = points?.at(-1);
    if (points === undefined || last === undefined) {
      apps.set(app, firstPoints(increase, reading.t));
      continue;
    }
    const counts = addCounts(last.counts, increase.counts);
    const point = { t: reading.t, counts, rss: increase.rss, afterGap: reading.afterGap };
    apps.set(app, appendPoint(points, point, step));
  }
  const since = ledger.since ?? reading.t;
  return { since, t: reading.t, rows, apps, failedAt: failuresSince(ledger, reading) };
}

function increasesOf(ledger: Ledger, reading: Reading): Map<string, Increase> {
  const increases = new Map<string, Increase>();
  for (const row of reading.workers) {
    const increase = increases.get(row.app) ?? { counts: ZERO, rss: null, rows: [] };
    increase.counts = addCounts(increase.counts, increaseOf(row, ledger, reading));
    if (row.memoryKnown) increase.rss = (increase.rss ?? 0) + row.memory.rss;
    increase.rows.push(row);
    increases.set(row.app, increase);
  }
  return increases;
}

function increaseOf(row: WorkerRow, ledger: Ledger, { t, afterGap }: Reading): Counts {
  const before = ledger.rows.get(row.id);
  if (before !== undefined) return countedBetween(before, row);
  if (ledger.t === null || isHistory(row)) return ZERO;
  // A failed worker has no uptime: it is new unless readings were missed.
  const isNew = row.failed ? !afterGap : isYoung(row, t - ledger.t);
  return isNew ? countsOf(row) : { ...ZERO, failures: row.failed ? 1 : 0 };
}

/** A new app with a single worker has two points: its spawn, and now. */
function firstPoints({ rows, rss }: Increase, t: number): AppPoint[] {
  const [row] = rows;
  const isOne = rows.length === 1 && row !== undefined && row.state !== "terminated";
  if (!isOne || row.uptime * 1_000 > KEPT_MS) return [{ t, counts: ZERO, rss, afterGap: false }];
  return [
    { t: t - row.uptime * 1_000, counts: ZERO, rss: null, afterGap: false },
    // When it counted them is unknown, as after a gap.
    { t, counts: countsOf(row), rss, afterGap: true },
  ];
}

function isEqual(a: AppPoint, b: AppPoint): boolean {
  return (
    a.rss === b.rss &&
    a.counts.requests === b.counts.requests &&
    a.counts.cpuSeconds === b.counts.cpuSeconds &&
    a.counts.failures === b.counts.failures
  );
}

/** The last point is always the latest reading; earlier ones are a step apart, or more while nothing changes. */
function appendPoint(points: readonly AppPoint[], point: AppPoint, step: number): AppPoint[] {
  const start = points.findIndex((_, i) => point.t - (points[i + 1]?.t ?? point.t) <= KEPT_MS);
  const kept = points.slice(Math.max(start, 0));
  const [beforeLast, last] = [kept.at(-2), kept.at(-1)];
  const isClose = beforeLast !== undefined && point.t - beforeLast.t < step;
  const isUnchanged =
    beforeLast !== undefined &&
    last !== undefined &&
    isEqual(beforeLast, last) &&
    isEqual(last, point);
  if (last === undefined || !(last.t >= point.t || isClose || isUnchanged)) return [...kept, point];
  const afterGap = point.afterGap || last.afterGap;
  return [...kept.slice(0, -1), { ...point, afterGap }];
}

function failuresSince({ failedAt, t }: Ledger, reading: Reading): Map<string, number | null> {
  const failed = reading.workers.filter((row) => row.failed);
  return new Map(
    failed.map(({ id }) => [
      id,
      failedAt.get(id) ?? (failedAt.has(id) || t === null ? null : reading.t),
    ]),
  );
}

/** What an app counted over a window. */
export interface Counted {
  counts: Counts;
  /** The start of the window, in ms: later than requested if there is no earlier reading. */
  from: number;
  /** The window's length in seconds. */
  seconds: number;
  /** Resident memory at its start and end, in bytes. */
  rss: { from: number | null; to: number | null };
}

/** The point at `t`, in ms, or the first one after it. */
function pointAt(points: readonly AppPoint[], t: number): AppPoint | undefined {
  const index = points.findLastIndex((point) => point.t <= t);
  const [before, after] = [points[index], points[index + 1]];
  if (before === undefined || after === undefined) return before ?? after;
  if (isEqual(before, after)) return { ...before, t };
  return after.afterGap ? after : before;
}

/**
 * What an app counted from `from` to `to`, both in ms; `null` without two readings in that time. The window
 * starts at the last reading before `from`, or at the first one after it if there is a gap in between.
 */
export function countedOver(points: readonly AppPoint[], from: number, to: number): Counted | null {
  const [first, last] = [pointAt(points, from), pointAt(points, to)];
  if (first === undefined || last === undefined || last.t <= Math.max(first.t, from)) return null;
  return {
    counts: subtractCounts(last.counts, first.counts),
    from: first.t,
    seconds: (last.t - first.t) / 1_000,
    rss: { from: first.rss, to: last.rss },
  };
}
