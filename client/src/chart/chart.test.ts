import { describe, expect, test } from "bun:test";
import type { Entry } from "../feed/history.ts";
import { chartColumns, greatestOf, scaleTop, stack, visible } from "./series.ts";
import { sparklinePath } from "./sparklinePath.ts";
import { countGaps, summarize, tableRows, valuesOf } from "./summary.ts";
import { chartStart, readOverviewSearch } from "./window.ts";

interface Point {
  t: number;
  a: number;
  b: number;
}
const history: Entry<Point>[] = [
  { t: 1_000, a: 1, b: 10 },
  { t: 2_000, a: 2, b: 20 },
  { t: 2_500, gap: true },
  { t: 3_000, a: 3, b: 30 },
];
const readers = [(point: Point) => point.a, (point: Point) => point.b];

describe("a chart's arithmetic", () => {
  test("a gap is a row without values, so that no line crosses it", () => {
    expect(chartColumns(history, readers, false)).toEqual([
      [1, 2, 2.5, 3],
      [1, 2, null, 3],
      [10, 20, null, 30],
    ]);
  });

  test("stacked values are sums from below", () => {
    expect(chartColumns(history, readers, true)[2]).toEqual([11, 22, null, 33]);
    expect(stack([])).toEqual([]);
  });

  test("a window shows one entry before its edge, so that lines enter from there", () => {
    expect(visible(history, 2_900).map(({ t }) => t)).toEqual([2_500, 3_000]);
    expect(visible(history, 0)).toHaveLength(4);
    expect(visible(history, 9_000)).toEqual([]);
  });

  test("the scale's top is round and never below what is asked", () => {
    expect(scaleTop(0, 4)).toBe(4);
    expect(scaleTop(23, 4)).toBe(25);
    expect(scaleTop(1.15, 1.05)).toBe(1.5);
    expect(greatestOf([[1], [2, null, 7], [3]])).toBe(7);
    expect(greatestOf([[]])).toBe(0);
  });

  test("a summary has least, greatest and last, without the gaps", () => {
    expect(summarize(valuesOf(history, ({ a }) => a))).toEqual({ min: 1, max: 3, last: 3 });
    expect(summarize([null])).toBeNull();
    expect(countGaps(history)).toBe(1);
  });

  test("a table has the last values of each stretch, newest first, and says where there were none", () => {
    expect(tableRows(history, readers, { from: -1_000, to: 3_000 }, 4)).toEqual([
      { t: 3_000, values: [3, 30] },
      { t: 2_000, values: [2, 20] },
      { t: 1_000, values: [1, 10] },
      { t: 0, values: [null, null] },
    ]);
  });

  test("a fresh page's chart begins at its first sample, but shows at least a minute", () => {
    expect(chartStart(undefined, 1_000_000, 5)).toBe(940_000);
    expect(chartStart(990_000, 1_000_000, 5)).toBe(940_000);
    expect(chartStart(900_000, 1_000_000, 5)).toBe(900_000);
    expect(chartStart(0, 1_000_000, 5)).toBe(700_000);
    expect(chartStart(0, 1_000_000, 1)).toBe(940_000);
  });
});

test("a small line begins anew after a gap", () => {
  const frame = { from: 1_000, to: 3_000, top: 4, width: 100, height: 8 };
  expect(sparklinePath(history, ({ a }: Point) => a, frame)).toBe("M0.0 6.0L50.0 4.0M100.0 2.0");
});

test("the window is 1, 5 or 15 minutes; the default and nonsense stay out of the address", () => {
  expect(readOverviewSearch({ window: 15 })).toEqual({ window: 15 });
  expect(readOverviewSearch({ window: "1" })).toEqual({ window: 1 });
  for (const window of [5, 7, "x", null, [1, 2], undefined]) {
    expect(readOverviewSearch({ window })).toEqual({});
  }
});
