import type { ActivityResponse } from "../../../../server/types.ts";
import { type Entry, isGap } from "../feed/samples.ts";

/** Activity with the moment it arrived, in ms. */
type Sample = ActivityResponse & { t: number };

/** How far back the present rate looks, in ms. */
const REACH_MS = 5_000;

/**
 * Events per second between two totals, by the server's own clock. `null` when one is not told, no
 * time went by, or the total fell (the pool began anew).
 */
export function rateBetween(
  before: ActivityResponse,
  after: ActivityResponse,
  read: (activity: ActivityResponse) => number | undefined,
): number | null {
  const [from, to] = [read(before), read(after)];
  const seconds = (Date.parse(after.timestamp) - Date.parse(before.timestamp)) / 1_000;
  if (from === undefined || to === undefined || !(seconds > 0) || to < from) return null;
  return (to - from) / seconds;
}

/** The last samples that belong together: none of them lies behind a gap. */
function unbroken(history: readonly Entry<Sample>[]): Sample[] {
  const gapAt = history.findLastIndex(isGap);
  return history.slice(gapAt + 1).filter((entry): entry is Sample => !isGap(entry));
}

/** The rate over the last seconds; `null` before there are two samples to compare. */
export function presentRate(
  history: readonly Entry<Sample>[],
  read: (activity: ActivityResponse) => number | undefined,
): number | null {
  const samples = unbroken(history.slice(-200));
  const last = samples.at(-1);
  if (last === undefined) return null;
  const within = samples.filter(({ t }) => last.t - t <= REACH_MS);
  const first = within.length > 1 ? within[0] : samples.at(-2);
  return first === undefined ? null : rateBetween(first, last, read);
}

/** A moment's rate, as a chart's entry. */
export interface RatePoint {
  t: number;
  rate: number | null;
}

/** The rate from each sample to the next; gaps stay gaps. */
export function rateHistory(
  history: readonly Entry<Sample>[],
  read: (activity: ActivityResponse) => number | undefined,
): Entry<RatePoint>[] {
  return history.slice(1).map((entry, index) => {
    const before = history[index];
    if (isGap(entry)) return entry;
    if (before === undefined || isGap(before)) return { t: entry.t, rate: null };
    return { t: entry.t, rate: rateBetween(before, entry, read) };
  });
}

/** The share of requests that found a live worker; `null` when not told or nothing was asked. */
export function hitShare({ hits, misses }: ActivityResponse): number | null {
  if (hits === undefined || misses === undefined || hits + misses === 0) return null;
  return hits / (hits + misses);
}
