import type { WorkerRow } from "../../../server/types.ts";
import type { Reading } from "../data/stats/tracks.ts";
import { countedBetween, countsOf, isHistory, isYoung, meanResponseMs } from "./counts.ts";

/** What a row did over the last minute; `null` where it isn't known. */
export interface RowRates {
  requests: number;
  /** Requests per second. */
  requestRate: number;
  /** Requests that failed. */
  errors: number | null;
  /** Their share of the requests; `null` also without requests. */
  errorRate: number | null;
  /** CPU seconds per second: 1 is a whole core. */
  cpu: number | null;
  /** Mean of the requests that succeeded, in ms. */
  responseMs: number | null;
}

/** The rates of a reading's rows, and over how many seconds: less than a minute on a new page. */
export interface RatesOfRows {
  seconds: number;
  byId: ReadonlyMap<string, RowRates>;
}

/** Before there are two readings. */
export const NO_RATES: RatesOfRows = { seconds: 0, byId: new Map() };

/** The window of the rates, in ms. */
const WINDOW_MS = 60_000;

/** The rates of the latest reading's rows over the last minute, or since the last gap. */
export function rowRates(readings: readonly Reading[]): RatesOfRows {
  const after = readings.at(-1);
  if (after === undefined) return NO_RATES;
  const before = firstOfWindow(readings, after.t - WINDOW_MS);
  const elapsed = after.t - before.t;
  const old = new Map(elapsed > 0 ? before.workers.map((row) => [row.id, row]) : []);
  const byId = new Map<string, RowRates>();
  for (const row of after.workers) {
    const rates = ratesOf(old.get(row.id), row, elapsed);
    if (rates !== null) byId.set(row.id, rates);
  }
  return { seconds: elapsed / 1_000, byId };
}

/** Counts are true over a gap too, but a rate of the last minute must not be that of an hour. */
function firstOfWindow(readings: readonly Reading[], from: number): Reading {
  let first = readings.length - 1;
  while (first > 0 && !readings[first]?.afterGap && (readings[first - 1]?.t ?? 0) >= from) first--;
  return readings[first] as Reading;
}

/** What a row did in the `elapsed` ms from a reading to a later one; `null` if it can't be known. */
export function ratesOf(
  before: WorkerRow | undefined,
  row: WorkerRow,
  elapsed: number,
): RowRates | null {
  if (before === undefined && (isHistory(row) || !isYoung(row, elapsed))) return null;
  const counted = before === undefined ? countsOf(row) : countedBetween(before, row);
  const seconds = before === undefined ? Math.max(row.uptime, 1) : elapsed / 1_000;
  const { requests, errors } = counted;
  const areErrorsKnown = row.errors !== undefined;
  return {
    requests,
    requestRate: requests / seconds,
    errors: areErrorsKnown ? errors : null,
    errorRate: areErrorsKnown && requests > 0 ? errors / requests : null,
    cpu: cpuBetween(before, row, seconds),
    // Without a mean the requests are in progress.
    responseMs:
      row.avgResponseTimeMs === undefined ? null : meanResponseMs(counted, countsOf(row).successes),
  };
}

/** Between the samples of both readings, whose ages differ for a worker that is blocked. */
function cpuBetween(before: WorkerRow | undefined, row: WorkerRow, seconds: number): number | null {
  if (row.cpuSeconds === undefined) return null;
  const from = before === undefined ? 0 : before.cpuSeconds;
  if (from === undefined) return null;
  const between = seconds + (before?.sampledSecondsAgo ?? 0) - (row.sampledSecondsAgo ?? 0);
  return between > 0 ? Math.max(row.cpuSeconds - from, 0) / between : null;
}
