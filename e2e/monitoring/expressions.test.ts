import { expect, test } from "bun:test";
import { allExpressions } from "./expressions.ts";
import { dividedExpression } from "./stack/divided.ts";
import { readRules } from "./stack/kit.ts";

/** As documented; a size of 0 is none that the host can have. */
const DOCUMENTED = "(buntime_pool_total / buntime_pool_size) * 100";

test("no expression divides by 0: without data there is no line", async () => {
  const shown = (await allExpressions()).filter(({ expression }) => expression !== DOCUMENTED);
  const divisors = shown.flatMap(({ expression }) => expression.split(/\s\/\s+/).slice(1));
  expect(divisors.length).toBeGreaterThan(15);
  expect(divisors.filter((text) => !/^\d|^\([\s\S]* > 0\s*\)/.test(text))).toEqual([]);
});

test("divided rules have no duration that is not divided", async () => {
  expect(dividedExpression("rate(a[5m]) unless b offset 1h", 60)).toBe(
    "rate(a[5000ms]) unless b offset 60000ms",
  );
  expect(dividedExpression("min_over_time(buntime_uptime_seconds[1h]) < 120", 60)).toBe(
    "min_over_time(buntime_uptime_seconds[60000ms]) < 2",
  );
  for (const file of ["alerts.yml", "recording.yml"] as const) {
    for (const { expr } of await readRules(file)) {
      expect(dividedExpression(expr, 60)).not.toMatch(
        /\[\d+[smhd]\]|offset \d+[smhd]\b|\btime\(\)/,
      );
    }
  }
});
