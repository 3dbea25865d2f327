import type { ActivityResponse } from "../../../../server/types.ts";
import { type Entry, isGap } from "../feed/samples.ts";

type Sample = ActivityResponse & { t: number };

/** Reads a total of the activity; `undefined` if it isn't reported. */
export type TotalReader = (activity: ActivityResponse) => number | undefined;

/** How far back the current rate looks, in ms. */
const WINDOW_MS = 5_000;
/** More samples than that window can hold. */
const WINDOW_SAMPLES = 200;

/**
 * Events per second between two totals, by the server's clock. `null` if a total is missing or fell
 * (the pool was replaced), or if no time passed.
 */
export function rateBetween(
  before: ActivityResponse,
  after: ActivityResponse,
  read: TotalReader,
): number | null {
  const [from, to] = [read(before), read(after)];
  const seconds = (Date.parse(after.timestamp) - Date.parse(before.timestamp)) / 1_000;
  if (from === undefined || to === undefined || !(seconds > 0) || to < from) return null;
  return (to - from) / seconds;
}

/** The samples after the last gap. */
function afterLastGap(entries: readonly Entry<Sample>[]): Sample[] {
  const gapAt = entries.findLastIndex(isGap);
  return entries.slice(gapAt + 1).filter((entry): entry is Sample => !isGap(entry));
}

/** The rate over the last 5 s; `null` until there are two samples. */
export function currentRate(entries: readonly Entry<Sample>[], read: TotalReader): number | null {
  const samples = afterLastGap(entries.slice(-WINDOW_SAMPLES));
  const last = samples.at(-1);
  if (last === undefined) return null;
  const recent = samples.filter(({ t }) => last.t - t <= WINDOW_MS);
  const first = recent.length > 1 ? recent[0] : samples.at(-2);
  return first === undefined ? null : rateBetween(first, last, read);
}

/** A rate at a point in time. */
export interface RatePoint {
  t: number;
  rate: number | null;
}

/** The rate from each sample to the next; gaps stay gaps. */
export function ratesOverTime(
  entries: readonly Entry<Sample>[],
  read: TotalReader,
): Entry<RatePoint>[] {
  return entries.slice(1).map((entry, index) => {
    const before = entries[index];
    if (isGap(entry)) return entry;
    if (before === undefined || isGap(before)) return { t: entry.t, rate: null };
    return { t: entry.t, rate: rateBetween(before, entry, read) };
  });
}

/** The share of requests served by a live worker; `null` if unknown or without requests. */
export function hitRate({ hits, misses }: ActivityResponse): number | null {
  if (hits === undefined || misses === undefined || hits + misses === 0) return null;
  return hits / (hits + misses);
}
