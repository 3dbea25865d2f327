import { expect } from "bun:test";
import { join } from "node:path";
import { QUERIES } from "../../client/src/pages/overview/queries.ts";
import { buildDashboard } from "../../monitoring/grafana/dashboard.ts";
import { METRIC_QUERIES } from "../../monitoring/metrics-queries.ts";
import { root } from "../../scripts/root.ts";
import { eventually } from "../../testing/eventually.ts";
import { readKit, readRules } from "./stack/kit.ts";

/** A PromQL expression and where it is used. */
export interface Expression {
  from: string;
  expression: string;
}

/** What the tests read of KEDA's resource and of the adapter's values. */
interface ScaledObject {
  spec: { triggers: { metadata: { query?: string } }[] };
}
interface AdapterValues {
  rules: { custom: { seriesQuery: string; metricsQuery: string }[] };
}

const DOCS = ["docs/monitoring.md", "docs/kubernetes.md", "docs/runbooks.md"];

/** What Grafana puts in place of the dashboard's variables. */
const VARIABLES: readonly [name: RegExp, value: string][] = [
  [/\$__rate_interval/g, "1m"],
  [/\$__range/g, "1m"],
  [/\$(cluster|namespace|environment)\b/g, ".*"],
  [/\$(job|instance)\b/g, ".+"],
];

/** Every PromQL expression that this project shows anywhere; the alerts' run in Prometheus itself. */
export async function allExpressions(): Promise<Expression[]> {
  return [
    ...Object.entries(METRIC_QUERIES).map(([name, expression]) => ({
      from: `METRICS.md, ${name}`,
      expression,
    })),
    ...pagesExpressions(),
    ...dashboardExpressions(),
    ...(await docsExpressions()),
    ...(await autoscalingExpressions()),
    ...(await recordingExpressions()),
  ];
}

/** The queries of the dashboard's panels, with its variables filled in. */
function dashboardExpressions(): Expression[] {
  const panels = (buildDashboard().panels ?? []).flatMap((panel) =>
    "panels" in panel ? (panel.panels ?? []) : [panel],
  );
  return panels.flatMap((panel) =>
    ("targets" in panel ? (panel.targets ?? []) : []).map((target) => ({
      from: `dashboard, ${panel.title}, ${"legendFormat" in target ? target.legendFormat : ""}`,
      expression: fillIn("expr" in target ? String(target.expr) : ""),
    })),
  );
}

function pagesExpressions(): Expression[] {
  return Object.entries(QUERIES).flatMap(([panel, queries]) =>
    queries.map(([name, expression]) => ({ from: `pages, ${panel}, ${name}`, expression })),
  );
}

/** The blocks marked `promql`: an expression a line, comments aside. */
async function docsExpressions(): Promise<Expression[]> {
  const texts = await Promise.all(DOCS.map((path) => Bun.file(join(root, path)).text()));
  return texts.flatMap((text, index) =>
    [...text.matchAll(/^```promql\n(.*?)^```$/gms)]
      .flatMap(([, block = ""]) => block.split("\n"))
      .map((line) => line.replace(/\s*#.*$/, "").trim())
      .filter((line) => line !== "")
      .map((expression) => ({ from: DOCS[index] ?? "", expression })),
  );
}

/** Of any namespace: the hosts here are in none. Labels and series are filled in as the adapter's documentation says. */
async function autoscalingExpressions(): Promise<Expression[]> {
  const folder = "kubernetes/autoscaling";
  const keda = await readKit<ScaledObject>(`${folder}/keda-prometheus.yaml`);
  const { rules } = await readKit<AdapterValues>(`${folder}/prometheus-adapter.yaml`);
  const ofAdapter = rules.custom.map(({ seriesQuery, metricsQuery }) =>
    metricsQuery
      .replace("<<.GroupBy>>", "pod")
      .replace("<<.Series>>", seriesQuery.replace(/\{.*/, ""))
      .replace("<<.LabelMatchers>>", 'namespace=~".*",pod=~".*"'),
  );
  const queries = keda.spec.triggers.flatMap(({ metadata: { query } }) => query ?? []);
  return [...queries, ...ofAdapter].map((expression) => ({
    from: folder,
    expression: expression.replace('namespace="buntime"', 'namespace=~".*"'),
  }));
}

/** Each rule's expression, and the series that it creates; no host of the tests has enough apps for an (other). */
async function recordingExpressions(): Promise<Expression[]> {
  const rules = (await readRules("recording.yml")).filter(
    ({ expr }) => !expr.includes('app="(other)"'),
  );
  return rules.flatMap(({ record = "", expr }) => [
    { from: `recording.yml, ${record}`, expression: expr.trim() },
    { from: "recording.yml, the series", expression: record },
  ]);
}

function fillIn(expression: string): string {
  return VARIABLES.reduce((text, [name, value]) => text.replace(name, value), expression);
}

/** Waits, for at most two minutes, until `problemOf` finds nothing wrong with any of the expressions. */
export async function untilNoneHas(
  all: readonly Expression[],
  problemOf: (expression: string) => Promise<string | undefined>,
): Promise<void> {
  let open = all.map((one) => ({ ...one, problem: "" as string | undefined }));
  await eventually(
    "no expression has a problem",
    async () => {
      for (const one of open) one.problem = await problemOf(one.expression);
      open = open.filter(({ problem }) => problem !== undefined);
      if (open.length > 0) await Bun.sleep(500);
      return open.length === 0;
    },
    120_000,
  ).catch((error) => expect([error.message, ...open]).toEqual([]));
}
