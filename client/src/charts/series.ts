import { type Entry, isGap } from "../data/feed/samples.ts";

/** Reads a value of a sample; `null` if it has none. */
export type Reader<S> = (sample: S) => number | null;

/** The entries since a time, with the one before it, so that lines start at the edge. */
export function entriesSince<S extends { t: number }>(
  entries: readonly Entry<S>[],
  from: number,
): readonly Entry<S>[] {
  const first = entries.findIndex((entry) => entry.t >= from);
  return first < 0 ? [] : entries.slice(Math.max(0, first - 1));
}

/** A value of each entry; `null` for gaps. */
export function valuesOf<S extends { t: number }>(
  entries: readonly Entry<S>[],
  read: Reader<S>,
): (number | null)[] {
  return entries.map((entry) => (isGap(entry) ? null : read(entry)));
}

/** A summary of a series. */
export interface Summary {
  min: number;
  max: number;
  last: number;
}

/** The minimum, the maximum and the last value; `null` if there is none. */
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
