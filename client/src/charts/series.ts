import { type Entry, isGap } from "../data/feed/samples.ts";

/** Columns as uPlot expects them: times in seconds, then values, `null` where there is none. */
export type Columns = [times: number[], ...values: (number | null)[][]];

/** Reads a value of a sample; `null` if it has none. */
export type Reader<S> = (sample: S) => number | null;

/** The entries since a time, with the one before it, so that lines start at the edge. */
export function entriesSince<S extends { t: number }>(
  entries: readonly Entry<S>[],
  from: number,
): readonly Entry<S>[] {
  const first = entries.findIndex((entry) => entry.t >= from);
  if (first < 0) return [];
  return entries.slice(Math.max(0, first - 1));
}

/** The columns of some values; a gap becomes a row of `null`, which interrupts the lines. */
export function columns<S extends { t: number }>(
  entries: readonly Entry<S>[],
  readers: readonly Reader<S>[],
): Columns {
  const times = entries.map((entry) => entry.t / 1_000);
  const values = readers.map((read) => entries.map((entry) => (isGap(entry) ? null : read(entry))));
  return [times, ...values];
}

/** The columns of a chart, cumulated if its areas are stacked. */
export function chartColumns<S extends { t: number }>(
  entries: readonly Entry<S>[],
  readers: readonly Reader<S>[],
  stacked: boolean,
): Columns {
  const [times, ...values] = columns(entries, readers);
  return [times, ...(stacked ? stack(values) : values)];
}

/** The greatest value of all columns; 0 if there is none. */
export function maxOf([, ...values]: Columns): number {
  return values.flat().reduce((max: number, value) => Math.max(max, value ?? 0), 0);
}

/** Cumulates columns from the first on, for stacked areas. */
export function stack(values: readonly (number | null)[][]): (number | null)[][] {
  const sums: (number | null)[][] = [];
  for (const column of values) {
    const below = sums.at(-1);
    sums.push(
      column.map((value, index) => {
        if (value === null) return null;
        return value + (below?.[index] ?? 0);
      }),
    );
  }
  return sums;
}
