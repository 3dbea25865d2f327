import type { Entry } from "../data/feed/samples.ts";
import { type Reader, valuesOf } from "./series.ts";

/** Columns as uPlot expects them: times in seconds, then values, `null` for none. */
export type Columns = [times: number[], ...values: (number | null)[][]];

/** The columns of a chart, cumulated if its areas are stacked. A gap is a row of `null`, which interrupts the lines. */
export function chartColumns<S extends { t: number }>(
  entries: readonly Entry<S>[],
  readers: readonly Reader<S>[],
  isStacked: boolean,
): Columns {
  const times = entries.map((entry) => entry.t / 1_000);
  const values = readers.map((read) => valuesOf(entries, read));
  return [times, ...(isStacked ? stack(values) : values)];
}

/** Cumulative columns, for stacked areas. */
function stack(values: readonly (number | null)[][]): (number | null)[][] {
  const sums: (number | null)[][] = [];
  for (const column of values) {
    const below = sums.at(-1);
    sums.push(column.map((value, row) => (value === null ? null : value + (below?.[row] ?? 0))));
  }
  return sums;
}

/** The greatest value of all columns; 0 if there is none. */
export function maxOf([, ...values]: Columns): number {
  return values.flat().reduce((max: number, value) => Math.max(max, value ?? 0), 0);
}

/** The value of a stacked series at an index, without those below it; `null` for no data. */
export function ownValue(data: Columns, series: number, index: number): number | null {
  const sum = data[series]?.[index] ?? null;
  const below = series > 1 ? (data[series - 1]?.[index] ?? 0) : 0;
  return sum === null ? null : sum - below;
}

/**
 * The ranges of indexes, first and last, where the edge of a stacked series is drawn: where the series is
 * zero, it would cover the edge of the series below.
 */
export function edgeRuns(
  data: Columns,
  series: number,
  from: number,
  to: number,
): [first: number, last: number][] {
  const runs: [number, number][] = [];
  for (let index = from; index < to; index++) {
    const [here, next] = [ownValue(data, series, index), ownValue(data, series, index + 1)];
    if (here === null || next === null || (here === 0 && next === 0)) continue;
    const run = runs.at(-1);
    if (run?.[1] === index) run[1] = index + 1;
    else runs.push([index, index + 1]);
  }
  return runs;
}

/** How far the pointer may be from a sample beside a gap, in typical intervals. */
const REACH = 2;
/** How many of the last samples determine the typical interval. */
const SAMPLES = 30;

/** The median interval between the last samples, in seconds; 1 until there are two. */
function typicalInterval(times: readonly number[]): number {
  const last = times.slice(-SAMPLES);
  const intervals = last.slice(1).map((time, index) => time - (last[index] ?? 0));
  return intervals.toSorted((a, b) => a - b)[intervals.length >> 1] ?? 1;
}

/**
 * The index of the sample that a chart shows at a time, in seconds: the nearer of two that a line connects;
 * beside a gap, before the first and after the last sample, only one that is close. `null` if there is none.
 */
export function sampleAt([times, ...values]: Columns, at: number): number | null {
  const next = times.findIndex((time) => time >= at);
  const after = next < 0 ? times.length : next;
  const hasValue = (index: number) => values.some((column) => (column[index] ?? null) !== null);
  const distanceTo = (index: number) => Math.abs((times[index] ?? 0) - at);
  const neighbours = [after - 1, after].filter(hasValue);
  const [nearest] = neighbours.toSorted((a, b) => distanceTo(a) - distanceTo(b));
  if (nearest === undefined) return null;
  const isClose = distanceTo(nearest) <= REACH * typicalInterval(times);
  return neighbours.length > 1 || isClose ? nearest : null;
}
