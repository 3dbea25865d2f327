import { type Entry, isGap } from "../data/feed/samples.ts";
import type { Reader } from "./series.ts";

/** A chart's values, summarized. */
export interface Summary {
  min: number;
  max: number;
  last: number;
}

/** The smallest, greatest and last value; `null` if there is none. */
export function summarize(values: readonly (number | null)[]): Summary | null {
  const known = values.filter((value) => value !== null);
  const last = known.at(-1);
  if (last === undefined) return null;
  return {
    min: known.reduce((a, b) => Math.min(a, b)),
    max: known.reduce((a, b) => Math.max(a, b)),
    last,
  };
}

/** The values of some entries; `null` for gaps. */
export function valuesOf<S extends { t: number }>(
  entries: readonly Entry<S>[],
  read: Reader<S>,
): (number | null)[] {
  return entries.map((entry) => (isGap(entry) ? null : read(entry)));
}

/** The number of gaps. */
export function countGaps(entries: readonly { t: number }[]): number {
  return entries.filter(isGap).length;
}

/** A row of a chart's table: the last values of an interval, `null` where there is no data. */
export interface TableRow {
  /** When the values were measured, in ms; without any, the end of the interval. */
  t: number;
  values: (number | null)[];
}

/**
 * Divides a window into `count` intervals, newest first, each with its last values. A sample at the very
 * end of the window belongs to the first; intervals that ended before the first entry are left out.
 */
export function tableRows<S extends { t: number }>(
  entries: readonly Entry<S>[],
  readers: readonly Reader<S>[],
  window: { from: number; to: number },
  count: number,
): TableRow[] {
  const length = (window.to - window.from) / count;
  const start = entries[0]?.t ?? window.from;
  const ends = Array.from({ length: count }, (_, index) => window.to - index * length);
  return ends
    .filter((end) => end >= start)
    .map((end) => {
      const within = entries.filter((entry) => entry.t <= end && entry.t > end - length);
      const last = within.findLast((entry) => !isGap(entry));
      const values = readers.map((read) => (last && !isGap(last) ? read(last) : null));
      return { t: last?.t ?? end, values };
    });
}
