import { afterEach, expect, test } from "bun:test";
import { takeOver } from "./succession.ts";

afterEach(() => takeOver(() => {}));

test("a later module ends what the one before it has under way, once", () => {
  const ended: string[] = [];
  takeOver(() => ended.push("first"));
  takeOver(() => ended.push("second"));
  expect(ended).toEqual(["first"]);
});

test("the same module taking over again ends nothing", () => {
  const ended: string[] = [];
  const retire = () => ended.push("same");
  takeOver(retire);
  takeOver(retire);
  expect(ended).toEqual([]);
});

test("an older version that fails to end doesn't keep a newer one from its service", () => {
  const ended: string[] = [];
  takeOver(() => {
    throw new Error("an older version's fault");
  });
  takeOver(() => ended.push("second"));
  takeOver(() => ended.push("third"));
  expect(ended).toEqual(["second"]);
});
