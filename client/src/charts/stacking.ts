import type uPlot from "uplot";
import type { Columns } from "./series.ts";

/** What a series adds to the stack at an index; `null` where there is no data. */
export function ownValue(data: Columns, series: number, index: number): number | null {
  const sum = data[series]?.[index] ?? null;
  const below = series > 1 ? (data[series - 1]?.[index] ?? 0) : 0;
  return sum === null ? null : sum - below;
}

/**
 * The ranges of indexes, first and last, where a stacked series has an edge of its own: where it adds
 * nothing, its edge would cover the one of the series below.
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

/** Draws a stacked series as `fill` does, but only the edges of its own. */
export function stackPaths(fill: uPlot.Series.PathBuilder): uPlot.Series.PathBuilder {
  return (chart, series, from, to) => {
    const paths = fill(chart, series, from, to);
    if (paths === null) return null;
    const data = chart.data as Columns;
    const stroke = new Path2D();
    for (const [first, last] of edgeRuns(data, series, from, to)) {
      for (let index = first; index <= last; index++) {
        const x = chart.valToPos(data[0][index] ?? 0, "x", true);
        const y = chart.valToPos(data[series]?.[index] ?? 0, "y", true);
        if (index === first) stroke.moveTo(x, y);
        else stroke.lineTo(x, y);
      }
    }
    return { ...paths, stroke };
  };
}
