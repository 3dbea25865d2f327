import { describe, expect, test } from "bun:test";
import type { Entry } from "../data/feed/samples.ts";
import { chartStart, minTopWith, scaleLabels, scaleTop } from "./axes.ts";
import { countGaps, tableRows } from "./ChartText.tsx";
import { chartColumns, maxOf, sampleAt } from "./columns.ts";
import { sparklinePath } from "./Sparkline.tsx";
import { entriesSince, summarize, valuesOf } from "./series.ts";

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
    expect(chartColumns(history, [], true)).toHaveLength(1);
  });

  test("a window includes the entry before its edge, so that lines start there", () => {
    expect(entriesSince(history, 2_900).map(({ t }) => t)).toEqual([2_500, 3_000]);
    expect(entriesSince(history, 0)).toHaveLength(4);
    expect(entriesSince(history, 9_000)).toEqual([]);
  });

  test("the maximum is that of all columns", () => {
    expect(maxOf([[1], [2, null, 7], [3]])).toBe(7);
    expect(maxOf([[]])).toBe(0);
  });

  test("a summary has the minimum, the maximum and the last value, ignoring gaps", () => {
    expect(summarize(valuesOf(history, ({ a }) => a))).toEqual({ min: 1, max: 3, last: 3 });
    expect(summarize([null])).toBeNull();
    expect(countGaps(history)).toBe(1);
  });

  test("a table has the last values of each interval, newest first, and null for no data", () => {
    const gone = history.filter(({ t }) => t !== 2_000);
    expect(tableRows(gone, readers, { from: 0, to: 3_000 }, 3)).toEqual([
      { t: 3_000, values: [3, 30] },
      { t: 2_000, values: [null, null] },
      { t: 1_000, values: [1, 10] },
    ]);
  });

  test("a table starts with the first sample", () => {
    const times = (from: number) =>
      tableRows(history, readers, { from, to: 3_000 }, 4).map(({ t }) => t);
    expect(times(-1_000)).toEqual([3_000, 2_000, 1_000]);
    expect(tableRows([], readers, { from: 0, to: 3_000 }, 4)).toHaveLength(4);
  });

  test("a new page's chart starts at its first sample, but shows at least a minute", () => {
    expect(chartStart(undefined, 1_000_000, 300_000)).toBe(940_000);
    expect(chartStart(990_000, 1_000_000, 300_000)).toBe(940_000);
    expect(chartStart(900_000, 1_000_000, 300_000)).toBe(900_000);
    expect(chartStart(0, 1_000_000, 300_000)).toBe(700_000);
    expect(chartStart(0, 1_000_000, 60_000)).toBe(940_000);
    expect(chartStart(100_000, 1_000_000, 3600_000)).toBe(100_000);
    expect(chartStart(100_000, 9_000_000, Number.POSITIVE_INFINITY)).toBe(100_000);
  });
});

describe("a scale", () => {
  const labelsFor = (greatest: number, least: number) => scaleLabels(scaleTop(greatest, least));

  test("ends slightly above its top label, a round number not below the minimum", () => {
    expect(labelsFor(0, 4)).toEqual([0, 1, 2, 3, 4]);
    expect(labelsFor(9, 4)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(labelsFor(11, 4)).toEqual([0, 5, 10, 15]);
    expect(labelsFor(23, 4)).toEqual([0, 5, 10, 15, 20, 25]);
    expect(labelsFor(1.15, 1)).toEqual([0, 0.5, 1, 1.5]);
    expect(labelsFor(1_000_000, 4).at(-1)).toBe(1_000_000);
    expect(scaleTop(10, 4)).toBeCloseTo(10.4);
  });

  test("has few labels at any size, whole numbers from four on", () => {
    for (let greatest = 4; greatest < 1e13; greatest = Math.ceil(greatest * 1.13)) {
      const labels = labelsFor(greatest, 4);
      expect(labels.length).toBeLessThanOrEqual(6);
      expect(labels.every((label) => Math.abs(label - Math.round(label)) < 1e-3)).toBe(true);
      expect(labels.at(-1)).toBeGreaterThanOrEqual(greatest - 1e-3);
    }
  });

  test("includes the pool's size once the values come near it", () => {
    expect(minTopWith(10, 3, 4)).toBe(4);
    expect(minTopWith(10, 4, 4)).toBe(10);
    expect(minTopWith(10, 14, 4)).toBe(10);
    expect(minTopWith(1_000, 14, 4)).toBe(4);
    expect(minTopWith(0, 0, 4)).toBe(4);
  });
});

describe("the pointer", () => {
  const columns = chartColumns(
    [0, 1, 2, 3, 10, 11].flatMap((s): Entry<Point>[] => [
      ...(s === 10 ? [{ t: 6_500, gap: true } as const] : []),
      { t: s * 1_000, a: s, b: 0 },
    ]),
    readers,
    false,
  );
  const timeAt = (at: number) => {
    const place = sampleAt(columns, at);
    return place === null ? null : columns[0][place];
  };

  test("is at the nearer of two samples that a line connects", () => {
    expect([0, 0.4, 0.6, 1.4, 10.6].map(timeAt)).toEqual([0, 0, 1, 1, 11]);
  });

  test("is at no sample inside a gap, or far from all of them", () => {
    expect([4, 4.9, 8.1, 9].map(timeAt)).toEqual([3, 3, 10, 10]);
    expect([5.1, 6.4, 6.5, 6.6, 7.9].map(timeAt)).toEqual([null, null, null, null, null]);
    expect([-3, -1.9, 12.9, 13.1].map(timeAt)).toEqual([null, 0, 11, null]);
  });

  test("is at a single sample if that is near, and at none without samples", () => {
    expect(sampleAt([[5], [1]], 6)).toBe(0);
    expect(sampleAt([[5], [1]], 9)).toBeNull();
    expect(sampleAt([[], []], 9)).toBeNull();
  });
});

test("a sparkline is interrupted by gaps", () => {
  const frame = { from: 1_000, to: 3_000, top: 4, width: 100, height: 8 };
  expect(sparklinePath(history, ({ a }: Point) => a, frame)).toBe("M0.0 6.0L50.0 4.0M100.0 2.0");
});
