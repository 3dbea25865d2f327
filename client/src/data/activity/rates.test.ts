import { expect, test } from "bun:test";
import type { Entry } from "../feed/samples.ts";
import { hitShare, presentRate, rateBetween, rateHistory } from "./rates.ts";

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

test("it is not known when a total is not told, fell, or no time went by", () => {
  expect(rateBetween(at(0), at(1, 5), read)).toBeNull();
  expect(rateBetween(at(0, 9), at(1, 5), read)).toBeNull();
  expect(rateBetween(at(1, 1), at(1, 5), read)).toBeNull();
});

test("the present rate is that of the last five seconds, and never reaches over a gap", () => {
  const steady = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((s) => at(s, s * s));
  expect(presentRate(steady, read)).toBe((64 - 9) / 5);
  expect(presentRate([at(0, 0), gap(1), at(2, 50)], read)).toBeNull();
  expect(presentRate([at(0, 0), at(10, 50)], read)).toBe(5);
  expect(presentRate([], read)).toBeNull();
});

test("the history of a rate keeps the gaps", () => {
  const history = [at(0, 0), at(1, 5), gap(2), at(3, 9), at(4, 10)];
  const rates = rateHistory(history, read).map((entry) => ("rate" in entry ? entry.rate : "gap"));
  expect(rates).toEqual([5, "gap", null, 1]);
});

test("the share of hits is not known when nothing was asked or it is not told", () => {
  expect(hitShare({ hits: 9, misses: 1, timestamp: "" })).toBe(0.9);
  expect(hitShare({ hits: 0, misses: 0, timestamp: "" })).toBeNull();
  expect(hitShare({ hits: 1, timestamp: "" })).toBeNull();
});
