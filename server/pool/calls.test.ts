import { describe, expect, test } from "bun:test";
import { fail, hostile } from "../../testing/hostile.ts";
import { outcomeOf } from "../once.ts";
import { MAX_WORKERS, PartError, readCache, readMetrics, readWorkerStats } from "./calls.ts";
import { count, measure } from "./values.ts";

const throwing = (error: unknown) => () => {
  throw error;
};

describe("a method of the pool", () => {
  test.each<[string, unknown, reason: string]>([
    ["is missing", undefined, "the pool doesn't have it"],
    ["throws", fail, "the pool is broken"],
    ["throws undefined", throwing(undefined), "undefined"],
    ["throws something that can't be shown", throwing(hostile()), "an error that can't be shown"],
    ["throws a symbol as a message", throwing({ message: Symbol("x") }), "[object Object]"],
    ["throws a long message", throwing(new Error("a\nb ".repeat(99))), "a b ".repeat(50)],
    ["returns null", () => null, "got null"],
    ["returns a string", () => "no", "got string"],
    ["returns a promise", () => Promise.resolve({}), "got a promise"],
    ["returns a promise that rejects", () => Promise.reject(new Error("late")), "got a promise"],
    ["returns a Map", () => new Map([["a@1", { status: "active" }]]), "got an instance of a class"],
    // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tested
    ["returns a thenable", () => Object.fromEntries([["then", fail]]), "got a promise"],
    ["returns an instance of a class", () => new (class Rows {})(), "got an instance of a class"],
    ["returns an iterable", () => ({ [Symbol.iterator]: fail }), "got an instance of a class"],
    ["returns an object that throws", hostile, "the pool is broken"],
  ])("that %s is an error with the reason", (_, method, reason) => {
    const pool = { getMetrics: method, getWorkerStats: method };
    for (const read of [readMetrics, readWorkerStats]) {
      expect(() => read(pool)).toThrow(PartError);
      expect(() => read(pool)).toThrow(reason);
    }
  });

  test("that returns a rejecting promise leaves no rejection unhandled", async () => {
    const getMetrics = () => Promise.reject(new Error("late"));
    // Not inside a function that `expect` calls: there an unhandled rejection doesn't fail the test.
    const outcome = outcomeOf(() => readMetrics({ getMetrics }));
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect(outcome).toEqual({ error: expect.any(PartError) });
  });

  test("that returns more rows than a host could have is an error", () => {
    const rows = (length: unknown) =>
      new Proxy([], { get: (_, key) => key === "length" && length });
    for (const length of [1e9, MAX_WORKERS + 1, Number.NaN]) {
      expect(() => readWorkerStats({ getWorkerStats: () => rows(length) })).toThrow(
        `returns more than ${MAX_WORKERS} rows`,
      );
    }
  });
});

test("a cache of as many workers as a host could have is read, a larger one is not", () => {
  const cacheOf = (size: number) => new Map(Array.from({ length: size }, (_, at) => [`${at}`, {}]));
  const read = (size: number) => readCache({ cache: cacheOf(size) }, (key) => key);
  expect(read(MAX_WORKERS)).toHaveLength(MAX_WORKERS);
  expect(read(MAX_WORKERS + 1)).toBeUndefined();
});

test.each([Number.NaN, -1, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, "5", null, 1n])(
  "%p isn't a figure",
  (value) => expect([count(value), measure(value)]).toEqual([undefined, undefined]),
);

test("a large figure is capped, so that sums stay finite", () => {
  expect([count(2.9), count(1e308), measure(1e308), measure(2.9)]).toEqual([
    2,
    Number.MAX_SAFE_INTEGER,
    Number.MAX_SAFE_INTEGER,
    2.9,
  ]);
});
