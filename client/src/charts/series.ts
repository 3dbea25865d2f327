import { type Entry, isGap } from "../data/feed/samples.ts";

/** Columns as uPlot takes them: times in seconds first, then values, `null` where there is none. */
export type Columns = [times: number[], ...values: (number | null)[][]];

/** Reads a value of a sample; `null` when it has none. */
export type Reader<S> = (sample: S) => number | null;

/** The entries that a window shows, with the one before it, so that lines enter from its edge. */
export function visible<S extends { t: number }>(
  history: readonly Entry<S>[],
  from: number,
): readonly Entry<S>[] {
  const first = history.findIndex((entry) => entry.t >= from);
  if (first < 0) return [];
  return history.slice(Math.max(0, first - 1));
}

/** Columns of some values over time; a gap becomes a row of `null`, across which no line is drawn. */
export function columns<S extends { t: number }>(
  entries: readonly Entry<S>[],
  readers: readonly Reader<S>[],
): Columns {
  const times = entries.map((entry) => entry.t / 1_000);
  const values = readers.map((read) => entries.map((entry) => (isGap(entry) ? null : read(entry))));
  return [times, ...values];
}

/** The columns of a chart, summed up from the first where its areas lie on each other. */
export function chartColumns<S extends { t: number }>(
  entries: readonly Entry<S>[],
  readers: readonly Reader<S>[],
  stacked: boolean,
): Columns {
  const [times, ...values] = columns(entries, readers);
  return [times, ...(stacked ? stack(values) : values)];
}

/** The greatest value of all columns; 0 when there is none. */
export function greatestOf([, ...values]: Columns): number {
  return values.flat().reduce((most: number, value) => Math.max(most, value ?? 0), 0);
}

/** Sums columns from the first up, as stacked areas need them. */
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
