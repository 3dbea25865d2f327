import { afterEach, expect, test } from "bun:test";
import { takeOver } from "./succession.ts";

const HOLDER = Symbol.for("@buntime/plugin-metrics");

afterEach(() => Reflect.deleteProperty(globalThis, HOLDER));

/** A service that records when it is ended. */
function makeService(name: string, ended: string[] = []) {
  return { state: `${name}'s`, retire: () => void ended.push(name) };
}

test("a later service gets the state of the previous one and ends its feed, once", () => {
  const ended: string[] = [];
  expect(takeOver("/test", makeService("first", ended))).toBeUndefined();
  expect(takeOver("/test", makeService("second", ended))).toEqual({ state: "first's" });
  expect(ended).toEqual(["first"]);
});

test("the same service taking over again ends nothing", () => {
  const ended: string[] = [];
  const same = makeService("same", ended);
  takeOver("/test", same);
  expect(takeOver("/test", same)).toBeUndefined();
  expect(ended).toEqual([]);
});

test("a failure of an older version doesn't affect a newer one", () => {
  const ended: string[] = [];
  takeOver("/test", {
    get state() {
      throw new Error("an older version's fault");
    },
    retire() {
      throw new Error("an older version's fault");
    },
  });
  expect(takeOver("/test", makeService("second", ended))).toEqual({ state: undefined });
  expect(takeOver("/test", makeService("third"))).toEqual({ state: "second's" });
  expect(ended).toEqual(["second"]);
});

test("a service at another base ends nothing and gets no state", () => {
  const ended: string[] = [];
  takeOver("/one", makeService("one", ended));
  expect(takeOver("/two", makeService("two", ended))).toBeUndefined();
  expect(ended).toEqual([]);
  takeOver("/two", makeService("three"));
  expect(ended).toEqual(["two"]);
});

test("version 0.2, which registered a single callback, is ended too", () => {
  const ended: string[] = [];
  Reflect.set(globalThis, HOLDER, () => ended.push("0.2"));
  expect(takeOver("/test", makeService("first", ended))).toEqual({ state: undefined });
  takeOver("/test", makeService("second"));
  expect(ended).toEqual(["0.2", "first"]);
});
