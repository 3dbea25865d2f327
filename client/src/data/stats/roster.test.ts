import { expect, test } from "bun:test";
import { EMPTY_ROSTER, rosterOf } from "./roster.ts";
import { testRow } from "./testRows.ts";

const [a, b] = [testRow({ id: "a", app: "shop@1" }), testRow({ id: "b", app: "blog@1" })];

test("a roster has the positions of the workers and their apps in alphabetical order", () => {
  const { positions, apps } = rosterOf([a, b, { ...b, id: "c" }], EMPTY_ROSTER);
  expect([...positions]).toEqual([
    ["a", 0],
    ["b", 1],
    ["c", 2],
  ]);
  expect(apps).toEqual(["blog@1", "shop@1"]);
});

test("it stays the same object until a worker comes, goes or moves", () => {
  const roster = rosterOf([a, b], EMPTY_ROSTER);
  expect(rosterOf([{ ...a, requests: 9 }, b], roster)).toBe(roster);
  expect(rosterOf([b, a], roster)).not.toBe(roster);
  expect(rosterOf([a], roster)).not.toBe(roster);
});
