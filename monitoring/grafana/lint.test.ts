import { expect, test } from "bun:test";
import { buildDashboard } from "./dashboard.ts";
import { lint } from "./lint.ts";

const dashboard = buildDashboard();

/** Where the dashboard breaks a rule of Grafana's linter, and why it should. */
const EXCEPTIONS: Record<string, string> = {
  "target-counter-agg-rule: Uptime":
    "the documented panel shows buntime_uptime_seconds itself, which its TYPE calls a counter",
};

test("the dashboard follows the rules of Grafana's linter, except where it says why not", () => {
  const found = lint(dashboard).map(({ rule, where }) => `${rule}: ${where}`);
  expect(found.sort()).toEqual(Object.keys(EXCEPTIONS).sort());
});
