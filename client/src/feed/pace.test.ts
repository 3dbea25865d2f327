import { expect, test } from "bun:test";
import { addDistance, interval, saidInterval, staleAfter, statsEvery } from "./pace.ts";

test("the interval is the median of the last five distances", () => {
  const distances = [9_000, 1_000, 1_000, 990, 1_010, 5_000].reduce(
    addDistance,
    [] as readonly number[],
  );
  expect(distances).toHaveLength(5);
  expect(interval(distances)).toBe(1_000);
  expect(interval([])).toBeNull();
});

test("stale is three intervals, but at least three seconds", () => {
  expect(staleAfter([250], true)).toBe(3_000);
  expect(staleAfter([5_000], true)).toBe(15_000);
});

test("before the interval is known, silence counts after 3 s without any event, 10 s after the first", () => {
  expect(staleAfter([], false)).toBe(3_000);
  expect(staleAfter([], true)).toBe(10_000);
});

test("stats are asked for at the feed's pace, but not more than every two seconds", () => {
  expect(statsEvery([])).toBe(2_000);
  expect(statsEvery([500])).toBe(2_000);
  expect(statsEvery([10_000])).toBe(10_000);
});

test("an interval is said in round numbers", () => {
  expect([48, 260, 960, 1_020, 4_970].map((ms) => saidInterval([ms]))).toEqual([
    50, 250, 1_000, 1_000, 5_000,
  ]);
});
