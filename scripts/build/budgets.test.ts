import { expect, test } from "bun:test";
import { overBudget } from "./budgets.ts";

test("a size at its limit is over it", () => {
  const size = { what: "it", raw: 450_000, gzip: 149_999, maxRaw: 450_000, maxGzip: 150_000 };
  expect(overBudget(size)).toEqual(["it is 450.0 kB, the limit is below 450.0 kB"]);
  expect(overBudget({ ...size, raw: 449_999 })).toEqual([]);
  expect(overBudget({ ...size, raw: 1, gzip: 160_000 })).toEqual([
    "it is 160.0 kB by gzip, the limit is below 150.0 kB",
  ]);
});
