import { expect, test } from "bun:test";
import { allExpressions, type Expression } from "./expressions.ts";

/** As documented; a size of 0 is none that the host can have. */
const DOCUMENTED = "(buntime_pool_total / buntime_pool_size) * 100";

/** An alert compares its ratio itself, and NaN is above nothing. */
const isShown = ({ from }: Expression) => !from.startsWith("alerts.yml");

/** What stands behind each division. */
function divisorsOf({ expression }: Expression): string[] {
  return expression.split(/\s\/\s+/).slice(1);
}

test("no expression divides by what may be 0: where there is nothing, there is no line", async () => {
  const shown = (await allExpressions()).filter(isShown);
  const ofOurs = shown.filter(({ expression }) => expression !== DOCUMENTED);
  const divisors = ofOurs.flatMap(divisorsOf);
  expect(divisors.length).toBeGreaterThan(15);
  expect(divisors.filter((text) => !/^\d|^\([\s\S]* > 0\s*\)/.test(text))).toEqual([]);
});
