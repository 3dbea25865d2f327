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

type Json = Record<string, unknown>;

const toPanel = (changes: Json) => (panel: Json) => void Object.assign(panel, changes);
const toQuery = (expr: string) => toPanel({ targets: [{ expr }] });
const toVariable = (index: number, changes: Json) => (_: Json, variables: Json[]) =>
  void Object.assign(variables[index] ?? {}, changes);

test.each<[rule: string, change: (panel: Json, variables: Json[]) => void]>([
  ["panel-datasource-rule", toPanel({ datasource: { uid: "prometheus" } })],
  ["panel-title-description-rule", toPanel({ description: "" })],
  ["panel-units-rule", toPanel({ fieldConfig: { defaults: {} } })],
  ["panel-no-targets-rule", toPanel({ targets: [] })],
  ["target-rate-interval-rule", toQuery("rate(a{}[5m])")],
  ["target-counter-agg-rule", toQuery("sum(buntime_pool_evictions_total{})")],
  ["target-job-rule", toQuery('a{instance=~"$instance"}')],
  ["target-instance-rule", toQuery('a{job=~"$job"}')],
  ["template-datasource-rule", toVariable(0, { name: "ds" })],
  ["template-job-rule", toVariable(4, { multi: false })],
  ["template-instance-rule", toVariable(5, { allValue: ".*" })],
  ["template-on-time-change-reload-rule", toVariable(3, { refresh: 1 })],
  ["template-label-promql-rule", toVariable(3, { query: "up" })],
])("%s is noticed when it is broken", (rule, change) => {
  const broken = JSON.parse(JSON.stringify(dashboard));
  change(broken.panels[0] ?? {}, broken.templating.list);
  expect(lint(broken).map((finding) => finding.rule)).toContain(rule);
});
