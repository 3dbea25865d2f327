import { expect, test } from "bun:test";
import { appendSample, type Entry, HISTORY_MS, isGap } from "./samples.ts";

interface Point {
  t: number;
}
const fill = (times: readonly number[], broken: readonly number[] = []) =>
  times.reduce<readonly Entry<Point>[]>(
    (all, t) => appendSample(all, { t }, broken.includes(t)),
    [],
  );

test("samples follow each other without a gap while nothing is missed", () => {
  expect(fill([0, 1_000, 2_000])).toEqual([{ t: 0 }, { t: 1_000 }, { t: 2_000 }]);
});

test("a gap precedes a sample after missed data, except the very first", () => {
  expect(fill([0, 10_000], [0, 10_000])).toEqual([
    { t: 0 },
    { t: 5_000, gap: true },
    { t: 10_000 },
  ]);
});

test("samples older than 15 minutes are thinned increasingly, and none is dropped only for its age", () => {
  const hours = 6;
  const all = fill(Array.from({ length: hours * 3_600 }, (_, index) => index * 1_000));
  const now = all.at(-1)?.t ?? 0;
  expect(all[0]?.t).toBe(0);
  expect(all.filter(({ t }) => now - t <= HISTORY_MS)).toHaveLength(HISTORY_MS / 1_000 + 1);
  expect(all.length).toBeLessThan(2_300);
  const distanceAt = (age: number) => {
    const index = all.findIndex(({ t }) => now - t <= age);
    return ((all[index]?.t ?? 0) - (all[index - 1]?.t ?? 0)) / age;
  };
  for (const hour of [0.5, 1, 2, 5]) expect(distanceAt(hour * 3_600_000)).toBeCloseTo(1 / 400, 2);
});

test("one gap remains of those between thinned samples", () => {
  const times = Array.from({ length: 100 }, (_, index) => index * 500);
  const later = Array.from({ length: 61 }, (_, index) => HISTORY_MS + 60_000 * (index + 1));
  const gaps = fill([...times, ...later], times).filter(isGap);
  expect(gaps.length).toBeGreaterThan(0);
  expect(gaps.length).toBeLessThan(20);
});

test("a fast feed is thinned out: of 20 samples a second about five are kept", () => {
  const history = fill(Array.from({ length: 6_000 }, (_, index) => index * 50));
  expect(history.length).toBeLessThanOrEqual(1_501);
  expect(history.some(isGap)).toBe(false);
  expect(history.at(-1)?.t).toBe(5_999 * 50);
});

test("a clock set back while data was missed does not put the gap after the sample", () => {
  const times = fill([1_000, 2_000, 3_000, 1_500, 2_500], [1_500]).map(({ t }) => t);
  expect(times).toEqual([1_000, 1_250, 1_500, 2_500]);
});

test("a clock that jumped back does not put samples out of order", () => {
  const times = fill([1_000, 2_000, 3_000, 1_500]).map(({ t }) => t);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});
