import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../scripts/root.ts";
import { CONFIGURED, SETTINGS, withSettings } from "./settings.ts";

interface Alert {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: string; service?: string };
  annotations: { summary: string; description: string; runbook_url: string };
}

const read = (path: string) => Bun.file(join(root, path)).text();
const alertsOf = async (file: string): Promise<Alert[]> =>
  parse(await read(`monitoring/prometheus/${file}`)).groups.flatMap(
    ({ rules }: { rules: Alert[] }) => rules,
  );
const alerts = await alertsOf("alerts.yml");
const runbooks = await read("docs/runbooks.md");

interface UnitTest {
  promql_expr_test: { expr: string; exp_samples: { labels: string }[] }[];
}
const { tests }: { tests: UnitTest[] } = parse(
  await read("monitoring/prometheus/alerts.test.yml"),
  { maxAliasCount: -1 },
);

test("alerts-documented.yml has the documented four, except for the expression of BuntimeRestart", async () => {
  const documented = await alertsOf("alerts-documented.yml");
  expect(documented.map((one) => [one.alert, one.expr, one.for, one.labels.severity])).toEqual([
    ["BuntimeHighUtilization", "buntime_pool_utilization > 0.8", "5m", "warning"],
    ["BuntimePoolExhausted", "buntime_pool_active >= buntime_pool_size", "1m", "critical"],
    ["BuntimeNoWorkers", "buntime_pool_total == 0", "30s", "critical"],
    [
      "BuntimeRestart",
      expect.stringContaining("changes(process_start_time_seconds[5m]) > 0"),
      undefined,
      "info",
    ],
  ]);
  const shipped = new Map(alerts.map((one) => [one.alert, one]));
  for (const { alert, labels, annotations } of documented) {
    expect(shipped.get(alert)?.labels.severity).toBe(labels.severity);
    expect(shipped.get(alert)?.annotations.runbook_url).toBe(annotations.runbook_url);
  }
});

describe.each(alerts.map((alert) => [alert.alert, alert] as const))("%s", (name, alert) => {
  test("says what is wrong, what to do first, and where to read on", () => {
    const { summary, description, runbook_url } = alert.annotations;
    expect(summary).toMatch(/^\{\{ \$labels\.\w+ \}\}/);
    expect(description).toMatch(/^.{20,}\. [A-Z].*\.$|^.{20,}[.:] .*\.$/);
    expect(runbook_url).toBe(`${SETTINGS.runbooks}#${name.toLowerCase()}`);
    expect(alert.labels.service).toBe("buntime");
    expect(["critical", "warning", "info"]).toContain(alert.labels.severity);
  });

  test("has its section in the runbooks", () => {
    expect(runbooks.split("\n")).toContain(`## ${name}`);
  });

  test("is shown by a unit test to fire and not to fire", () => {
    const shown = tests.map(({ promql_expr_test: moments }) =>
      moments.map(({ exp_samples }) =>
        exp_samples.some(({ labels }) => labels.includes(`alertname="${name}"`)),
      ),
    );
    expect(shown.some((firing) => firing.includes(true) && firing.includes(false))).toBe(true);
  });
});

describe("the settings", () => {
  const other = { job: "runtime", runbooks: "https://wiki.test/runbooks", objective: 0.995 };

  test.each(CONFIGURED)("are in every place of %s, and replace the ones before", async (path) => {
    const text = await read(`monitoring/${path}`);
    const changed = withSettings(text, other);
    expect(changed).not.toBe(text);
    const values = [SETTINGS.runbooks, `job="${SETTINGS.job}"`, `(1 - ${SETTINGS.objective})`];
    for (const value of values) expect(changed).not.toContain(value);
    expect(changed).not.toMatch(/job_name: buntime|job_name\s+= "buntime|replacement: buntime$/m);
    expect(withSettings(changed, SETTINGS)).toBe(text);
  });

  test("are in no other file, except for one that is made from these, and one that has no alert", async () => {
    const others: string[] = [];
    const files = new Bun.Glob("**/*.{yml,yaml,alloy}").scan(join(root, "monitoring"));
    for await (const path of files) {
      const isNamed = /job_name.*buntime|job="buntime"/.test(await read(`monitoring/${path}`));
      if (isNamed && !CONFIGURED.some((one) => one === path)) others.push(path);
    }
    expect(others.sort()).toEqual([
      "kubernetes/prometheus-rule.yaml",
      "prometheus/recording.test.yml",
    ]);
  });
});
