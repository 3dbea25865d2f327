import { expect, test } from "bun:test";
import { overBudget, sizeLine } from "./budgets.ts";

const size = { what: "it", raw: 450_000, gzip: 149_999, maxRaw: 450_000, maxGzip: 150_000 };

test("a size at its limit is over it", () => {
  expect(overBudget(size)).toEqual(["it is 450.0 kB, allowed are less than 450.0 kB"]);
  expect(overBudget({ ...size, raw: 449_999 })).toEqual([]);
  expect(overBudget({ ...size, raw: 1, gzip: 160_000 })).toEqual([
    "it is 160.0 kB by gzip, allowed are less than 150.0 kB",
  ]);
});

test("a line has size and limit", () => {
  expect(sizeLine(size)).toBe("it: 450.0 of 450.0 kB, gzip 150.0 of 150.0 kB");
  const { maxGzip: _, ...raw } = size;
  expect(sizeLine(raw)).toBe("it: 450.0 of 450.0 kB, gzip 150.0 kB");
});
