import { expect, test } from "bun:test";
import { allExpressions } from "./expressions.ts";

/** As documented; a size of 0 is none that the host can have. */
const DOCUMENTED = "(buntime_pool_total / buntime_pool_size) * 100";

test("no expression divides by 0: without data there is no line", async () => {
  const shown = (await allExpressions()).filter(({ expression }) => expression !== DOCUMENTED);
  const divisors = shown.flatMap(({ expression }) => expression.split(/\s\/\s+/).slice(1));
  expect(divisors.length).toBeGreaterThan(15);
  expect(divisors.filter((text) => !/^\d|^\([\s\S]* > 0\s*\)/.test(text))).toEqual([]);
});
