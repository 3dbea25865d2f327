import { type Entry, isGap } from "../data/feed/samples.ts";
import type { Reader } from "./series.ts";

/** What a chart shows, in numbers. */
export interface Summary {
  min: number;
  max: number;
  last: number;
}

/** The least, greatest and last value; `null` when there is none. */
export function summarize(values: readonly (number | null)[]): Summary | null {
  const known = values.filter((value) => value !== null);
  const last = known.at(-1);
  if (last === undefined) return null;
  const least = (a: number, b: number) => Math.min(a, b);
  const most = (a: number, b: number) => Math.max(a, b);
  return { min: known.reduce(least), max: known.reduce(most), last };
}

/** The values of some entries, without the gaps. */
export function valuesOf<S extends { t: number }>(
  entries: readonly Entry<S>[],
  read: Reader<S>,
): (number | null)[] {
  return entries.map((entry) => (isGap(entry) ? null : read(entry)));
}

/** How many holes some entries have. */
export function countGaps(entries: readonly { t: number }[]): number {
  return entries.filter(isGap).length;
}

/** One row of a chart's table: the last values of a stretch of time, `null` where there was no data. */
export interface TableRow {
  /** When its values were measured, in ms; without any, where the stretch ends. */
  t: number;
  values: (number | null)[];
}

/**
 * Cuts a window into stretches, each with its last measured values, newest first. What was measured
 * at the window's very end is in the first of them; those that ended before anything was are left out.
 */
export function tableRows<S extends { t: number }>(
  entries: readonly Entry<S>[],
  readers: readonly Reader<S>[],
  window: { from: number; to: number },
  count: number,
): TableRow[] {
  const length = (window.to - window.from) / count;
  const begun = entries[0]?.t ?? window.from;
  const ends = Array.from({ length: count }, (_, index) => window.to - index * length);
  return ends
    .filter((end) => end >= begun)
    .map((end) => {
      const within = entries.filter((entry) => entry.t <= end && entry.t > end - length);
      const last = within.findLast((entry) => !isGap(entry));
      const values = readers.map((read) => (last && !isGap(last) ? read(last) : null));
      return { t: last?.t ?? end, values };
    });
}
