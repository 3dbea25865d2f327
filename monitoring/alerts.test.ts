import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../scripts/root.ts";

interface Alert {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: string };
  annotations: { summary: string; description: string; runbook_url: string };
}

const read = (path: string) => Bun.file(join(root, path)).text();
const { groups } = parse(await read("monitoring/prometheus/alerts.yml"));
const alerts: Alert[] = groups.flatMap(({ rules }: { rules: Alert[] }) => rules);
const runbooks = await read("docs/runbooks.md");
const unitTests = await read("monitoring/prometheus/alerts.test.yml");

// As documented, but for the expression of BuntimeRestart.
const DOCUMENTED = [
  ["BuntimeHighUtilization", "buntime_pool_utilization > 0.8", "5m", "warning"],
  ["BuntimePoolExhausted", "buntime_pool_active >= buntime_pool_size", "1m", "critical"],
  ["BuntimeNoWorkers", "buntime_pool_total == 0", "30s", "critical"],
  ["BuntimeRestart", "changes(process_start_time_seconds[5m]) > 0", undefined, "info"],
] as const;

test("the documented alerts come first, with their names, times and severities", () => {
  const shipped = alerts.slice(0, DOCUMENTED.length).map((alert) => {
    const [expression] = alert.expr.split("\n");
    return [alert.alert, expression, alert.for, alert.labels.severity];
  });
  expect(shipped).toEqual(DOCUMENTED.map((row) => [...row]));
});

describe.each(alerts.map((alert) => [alert.alert, alert] as const))("%s", (name, alert) => {
  test("says what is wrong, how much, and where to read on", () => {
    const { summary, description, runbook_url } = alert.annotations;
    expect(summary.length).toBeGreaterThan(10);
    expect(description.length).toBeGreaterThan(20);
    expect(runbook_url).toEndWith(`/docs/runbooks.md#${name.toLowerCase()}`);
  });

  test("has its section in the runbooks", () => {
    expect(runbooks.split("\n")).toContain(`## ${name}`);
  });

  test("is shown by a unit test to fire and not to fire", () => {
    const cases = unitTests.split(`alertname: ${name}`).slice(1);
    expect(cases.some((text) => /^[^\n]*exp_alerts: \[\]/.test(text))).toBe(true);
    expect(cases.some((text) => /^\n +eval_time: .*\n +exp_alerts:\n +- /.test(text))).toBe(true);
  });
});
