import { expect, test } from "bun:test";
import type { Entry } from "../feed/samples.ts";
import { currentRate, hitRate, rateBetween, ratesOverTime } from "./rates.ts";

const at = (seconds: number, requests?: number) => ({
  t: seconds * 1_000 + 7,
  timestamp: new Date(seconds * 1_000).toISOString(),
  ...(requests === undefined ? {} : { requests }),
});
const read = ({ requests }: { requests?: number }) => requests;
const gap = (seconds: number): Entry<ReturnType<typeof at>> => ({ t: seconds * 1_000, gap: true });

test("a rate is the difference of totals by the server's clock", () => {
  expect(rateBetween(at(0, 100), at(2, 150), read)).toBe(25);
});

test("it is unknown if a total is missing or fell, or no time passed", () => {
  expect(rateBetween(at(0), at(1, 5), read)).toBeNull();
  expect(rateBetween(at(0, 9), at(1, 5), read)).toBeNull();
  expect(rateBetween(at(1, 1), at(1, 5), read)).toBeNull();
});

test("the current rate covers the last five seconds, and never spans a gap", () => {
  const steady = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((s) => at(s, s * s));
  expect(currentRate(steady, read)).toBe((64 - 9) / 5);
  expect(currentRate([at(0, 0), gap(1), at(2, 50)], read)).toBeNull();
  expect(currentRate([at(0, 0), at(10, 50)], read)).toBe(5);
  expect(currentRate([], read)).toBeNull();
});

test("rates over time keep the gaps", () => {
  const history = [at(0, 0), at(1, 5), gap(2), at(3, 9), at(4, 10)];
  const rates = ratesOverTime(history, read).map((entry) => ("rate" in entry ? entry.rate : "gap"));
  expect(rates).toEqual([5, "gap", null, 1]);
});

test("the hit rate is unknown without requests or numbers", () => {
  expect(hitRate({ hits: 9, misses: 1, timestamp: "" })).toBe(0.9);
  expect(hitRate({ hits: 0, misses: 0, timestamp: "" })).toBeNull();
  expect(hitRate({ hits: 1, timestamp: "" })).toBeNull();
});
