import { afterEach, expect, test } from "bun:test";
import { takeOver } from "./succession.ts";

const HOLDER = Symbol.for("@buntime/plugin-metrics");

afterEach(() => Reflect.deleteProperty(globalThis, HOLDER));

test("a later module ends what the one before it has under way, once", () => {
  const ended: string[] = [];
  takeOver("/test", () => ended.push("first"));
  takeOver("/test", () => ended.push("second"));
  expect(ended).toEqual(["first"]);
});

test("the same module taking over again ends nothing", () => {
  const ended: string[] = [];
  const retire = () => ended.push("same");
  takeOver("/test", retire);
  takeOver("/test", retire);
  expect(ended).toEqual([]);
});

test("an older version that fails to end doesn't keep a newer one from its service", () => {
  const ended: string[] = [];
  takeOver("/test", () => {
    throw new Error("an older version's fault");
  });
  takeOver("/test", () => ended.push("second"));
  takeOver("/test", () => ended.push("third"));
  expect(ended).toEqual(["second"]);
});

test("a module at another base ends nothing", () => {
  const ended: string[] = [];
  takeOver("/one", () => ended.push("one"));
  takeOver("/two", () => ended.push("two"));
  expect(ended).toEqual([]);
  takeOver("/two", () => {});
  expect(ended).toEqual(["two"]);
});

test("version 0.2, which left a single callback, is ended too", () => {
  const ended: string[] = [];
  Reflect.set(globalThis, HOLDER, () => ended.push("0.2"));
  takeOver("/test", () => ended.push("first"));
  takeOver("/test", () => {});
  expect(ended).toEqual(["0.2", "first"]);
});
