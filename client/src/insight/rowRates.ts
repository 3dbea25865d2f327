import type { WorkerRow } from "../../../server/types.ts";
import type { Reading } from "../data/stats/tracks.ts";
import { countedBetween, countsOf, isHistory, isYoung, meanResponseMs } from "./counts.ts";
import { slowdownIn } from "./slowdown.ts";

/** What a row did over the last minute; `null` if it isn't known. */
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

/** The rates of the rows of a reading. They are computed on request: of ten thousand rows a few dozen are visible. */
export interface RatesOfRows {
  /** The time that they cover, in seconds: less than a minute on a new page. */
  seconds: number;
  /**
   * The rates of a row; `undefined` if they aren't known or the reading doesn't have the row.
   *
   * @param index where the row may be in the reading; looking it up by its id takes longer
   */
  of(row: WorkerRow, index?: number): RowRates | undefined;
  /** Whether a row's responses are much slower than they were, by the rule of the verdict. */
  isSlow(row: WorkerRow): boolean;
}

/** Before the first reading. */
export const NO_RATES: RatesOfRows = { seconds: 0, of: () => undefined, isSlow: () => false };

/** The window of the rates, in ms. */
const WINDOW_MS = 60_000;

/**
 * The rates of the latest reading's rows over the last minute, or since the last gap.
 *
 * @param positions the index of each row of that reading, by id
 */
export function rowRates(
  readings: readonly Reading[],
  positions: ReadonlyMap<string, number>,
): RatesOfRows {
  const after = readings.at(-1);
  if (after === undefined) return NO_RATES;
  const before = firstOfWindow(readings, after.t - WINDOW_MS);
  const elapsed = after.t - before.t;
  // One index for each reading, not for each row.
  const lookups = new Map<Reading, ReturnType<typeof earlierRows>>();
  const lookupIn = (reading: Reading) => {
    const lookup = lookups.get(reading) ?? earlierRows(reading);
    lookups.set(reading, lookup);
    return lookup;
  };
  const earlier = elapsed > 0 ? lookupIn(before) : () => undefined;
  return {
    seconds: elapsed / 1_000,
    of(row, index = -1) {
      const position = after.workers[index] === row ? index : positions.get(row.id);
      return position === undefined ? undefined : ratesOf(earlier(row.id, position), row, elapsed);
    },
    isSlow(row) {
      const position = positions.get(row.id);
      if (position === undefined) return false;
      const over = (minutes: number) => {
        const reading = firstOfWindow(readings, after.t - minutes * WINDOW_MS);
        const since = lookupIn(reading)(row.id, position);
        return since ? { counts: countedBetween(since, row) } : null;
      };
      return slowdownIn(over, countsOf(row)) !== null;
    },
  };
}

/** Looks a row up, first at its position in the later reading: while no row moves, no index has to be built. */
function earlierRows({ workers }: Reading) {
  let byId: Map<string, WorkerRow> | undefined;
  return (id: string, index: number): WorkerRow | undefined => {
    const row = workers[index];
    if (row?.id === id) return row;
    byId ??= new Map(workers.map((each) => [each.id, each]));
    return byId.get(id);
  };
}

/** The first reading of the window. None before a gap counts: a rate of the last minute must not cover an hour. */
function firstOfWindow(readings: readonly Reading[], from: number): Reading {
  let first = readings.length - 1;
  while (first > 0 && !readings[first]?.afterGap && (readings[first - 1]?.t ?? 0) >= from) first--;
  return readings[first] as Reading;
}

/** What a row did in the `elapsed` ms from a reading to a later one; `undefined` if it can't be known. */
export function ratesOf(
  before: WorkerRow | undefined,
  row: WorkerRow,
  elapsed: number,
): RowRates | undefined {
  if (before === undefined && (isHistory(row) || !isYoung(row, elapsed))) return undefined;
  const counted = before === undefined ? countsOf(row) : countedBetween(before, row);
  // The sample of a blocked worker is from before, and it may be busy since.
  const isCpuKnown = row.cpuSeconds !== undefined && row.blocked !== true;
  const seconds = before === undefined ? Math.max(row.uptime, 1) : elapsed / 1_000;
  const { requests, errors } = counted;
  const areErrorsKnown = row.errors !== undefined;
  return {
    requests,
    requestRate: requests / seconds,
    errors: areErrorsKnown ? errors : null,
    errorRate: areErrorsKnown && requests > 0 ? errors / requests : null,
    cpu: isCpuKnown ? cpuBetween(before, row, seconds) : null,
    responseMs: meanResponseMs(counted),
  };
}

/** Between the samples of both readings, whose ages may differ. */
function cpuBetween(before: WorkerRow | undefined, row: WorkerRow, seconds: number): number | null {
  if (row.cpuSeconds === undefined) return null;
  const from = before === undefined ? 0 : before.cpuSeconds;
  if (from === undefined) return null;
  const between = seconds + (before?.sampledSecondsAgo ?? 0) - (row.sampledSecondsAgo ?? 0);
  return between > 0 ? Math.max(row.cpuSeconds - from, 0) / between : null;
}
