import { expect, test } from "bun:test";
import { type Columns, edgeRuns, ownValue } from "./columns.ts";

/** Active workers, and on them those that are being created. */
const data: Columns = [
  [0, 1, 2, 3, 4, 5, 6, 7],
  [0, 0, 0, 3, 3, null, 3, 3],
  [0, 0, 0, 3, 5, null, 3, 4],
];

test("a stack's series has an edge where it adds something, and on the ways there and back", () => {
  expect(edgeRuns(data, 2, 0, 7)).toEqual([
    [3, 4],
    [6, 7],
  ]);
  expect(edgeRuns(data, 1, 0, 7)).toEqual([
    [2, 4],
    [6, 7],
  ]);
});

test("a stack of nothing has no edge", () => {
  expect(edgeRuns(data, 1, 0, 2)).toEqual([]);
  expect(edgeRuns(data, 2, 0, 3)).toEqual([]);
});

test("what a series adds is its sum less the one below", () => {
  expect([4, 5, 7].map((index) => ownValue(data, 2, index))).toEqual([2, null, 1]);
  expect(ownValue(data, 1, 4)).toBe(3);
});
