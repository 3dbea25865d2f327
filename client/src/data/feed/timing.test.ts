import { expect, test } from "bun:test";
import {
  addDistance,
  type Distances,
  interval,
  pollEvery,
  saidInterval,
  staleAfter,
  statsEvery,
} from "./timing.ts";

const learn = (...distances: number[]) => distances.reduce(addDistance, [] as Distances);
const thrice = (ms: number) => [ms, ms, ms];

test("the interval is the median of the last five distances", () => {
  const distances = learn(9_000, 1_000, 1_000, 990, 1_010, 5_000);
  expect(distances).toHaveLength(5);
  expect(interval(distances)).toBe(1_000);
  expect(interval([])).toBeNull();
});

test("a short first distance, one long sleep and a burst don't teach a wrong one", () => {
  expect(interval(learn(50))).toBeNull();
  expect(interval(learn(50, 15_000))).toBeNull();
  expect(interval(learn(50, 15_000, 15_000))).toBe(15_000);
  expect(interval(learn(1_000, 60_000, 1_000))).toBe(1_000);
  expect(interval(learn(20_000, 3, 0, 1, 20_000, 0, 2, 19_999))).toBe(20_000);
});

test("stale is three intervals, but at least three seconds", () => {
  const usual = { anyEvent: true, beating: false };
  expect(staleAfter({ distances: thrice(250), ...usual })).toBe(3_000);
  expect(staleAfter({ distances: thrice(5_000), ...usual })).toBe(15_000);
  expect(staleAfter({ distances: thrice(250), ...usual, beating: true })).toBe(3_000);
});

test("before the interval is known, silence counts after 3 s without any event, 10 s after the first, 30 s with heartbeats", () => {
  const unknown = { distances: [], anyEvent: true, beating: false };
  expect(staleAfter({ ...unknown, anyEvent: false })).toBe(3_000);
  expect(staleAfter({ ...unknown, anyEvent: false, beating: true })).toBe(3_000);
  expect(staleAfter(unknown)).toBe(10_000);
  expect(staleAfter({ ...unknown, beating: true })).toBe(30_000);
});

test("stats are asked for at the feed's pace, but not more than every two seconds", () => {
  expect(statsEvery([])).toBe(2_000);
  expect(statsEvery(thrice(500))).toBe(2_000);
  expect(statsEvery(thrice(10_000))).toBe(10_000);
});

test("while the stream is silent the numbers are asked for every half minute at least", () => {
  expect(pollEvery(thrice(10_000))).toBe(10_000);
  expect(pollEvery(thrice(3_600_000))).toBe(30_000);
});

test("an interval is said in round numbers", () => {
  expect([48, 260, 960, 1_020, 4_970].map((ms) => saidInterval(thrice(ms)))).toEqual([
    50, 250, 1_000, 1_000, 5_000,
  ]);
});
