import { expect, test } from "bun:test";
import { type Columns, edgeRuns, ownValue } from "./columns.ts";

/** Active workers, and on them those that are being created. */
const data: Columns = [
  [0, 1, 2, 3, 4, 5, 6, 7],
  [0, 0, 0, 3, 3, null, 3, 3],
  [0, 0, 0, 3, 5, null, 3, 4],
];

test("a stacked series has an edge where it is not zero, and on the way there and back", () => {
  expect(edgeRuns(data, 2, 0, 7)).toEqual([
    [3, 4],
    [6, 7],
  ]);
  expect(edgeRuns(data, 1, 0, 7)).toEqual([
    [2, 4],
    [6, 7],
  ]);
});

test("a stacked series of zeros has no edge", () => {
  expect(edgeRuns(data, 1, 0, 2)).toEqual([]);
  expect(edgeRuns(data, 2, 0, 3)).toEqual([]);
});

test("a series' own value is its sum minus the one below", () => {
  expect([4, 5, 7].map((index) => ownValue(data, 2, index))).toEqual([2, null, 1]);
  expect(ownValue(data, 1, 4)).toBe(3);
});
