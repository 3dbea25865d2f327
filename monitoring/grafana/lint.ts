import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import { CATALOGUE } from "../../server/exposition/catalogue.ts";

/** A rule of Grafana's dashboard-linter that a dashboard breaks, and where. */
export interface Finding {
  rule: string;
  /** The panel's or the variable's title; empty for the dashboard itself. */
  where: string;
  message: string;
}

interface Panel {
  title?: string;
  type?: string;
  description?: string;
  datasource?: { uid?: string };
  fieldConfig?: { defaults: { unit?: string } };
  targets?: { expr?: string }[];
  panels?: Panel[];
}

interface Variable {
  name: string;
  label?: string;
  type: string;
  query?: unknown;
  datasource?: { uid?: string };
  multi?: boolean;
  allValue?: string;
  refresh?: number;
}

type Rule = (panel: Panel) => string | undefined | false;

const PANELS_WITH_UNITS = ["stat", "singlestat", "graph", "table", "timeseries", "gauge"];
const COUNTERS = CATALOGUE.filter(({ type }) => type === "counter").map(({ name }) => name);

/**
 * Rules that panels must follow, by the names of Grafana's dashboard-linter.
 *
 * @see https://github.com/grafana/dashboard-linter/blob/main/docs/index.md
 */
const PANEL_RULES: Record<string, Rule> = {
  "panel-datasource-rule": ({ datasource }) =>
    datasource?.uid !== "$datasource" && "does not use the variable $datasource",
  "panel-title-description-rule": ({ title, description }) =>
    !(title && description) && "has no title or no description",
  "panel-units-rule": ({ type = "", fieldConfig }) =>
    PANELS_WITH_UNITS.includes(type) && !fieldConfig?.defaults.unit && "has no unit",
  "panel-no-targets-rule": ({ targets = [] }) => targets.length === 0 && "has no query",
  "target-rate-interval-rule": firstOf((expr) =>
    /\b(rate|irate|increase)\([^[]*\[(?!\$__rate_interval\])/.test(expr),
  ),
  "target-counter-agg-rule": firstOf((expr) =>
    COUNTERS.some((name) => new RegExp(`(?<!(rate|increase|resets)\\()\\b${name}\\{`).test(expr)),
  ),
  "target-job-rule": firstOf((expr) => lacks(expr, 'job=~"$job"')),
  "target-instance-rule": firstOf((expr) => lacks(expr, 'instance=~"$instance"')),
};

/** A rule that is broken by an expression, which is the message. */
function firstOf(isWrong: (expression: string) => boolean): Rule {
  return ({ targets = [] }) => targets.map(({ expr = "" }) => expr).find(isWrong);
}

function lacks(expression: string, matcher: string): boolean {
  const selectors = expression.match(/\{[^}]*\}/g) ?? [];
  return selectors.length === 0 || selectors.some((selector) => !selector.includes(matcher));
}

/** All violations of the linter's rules, including those in panels of collapsed rows. */
export function lint(dashboard: Dashboard): Finding[] {
  const rows = (dashboard.panels ?? []) as Panel[];
  const panels = rows.flatMap((row) => (row.type === "row" ? (row.panels ?? []) : [row]));
  const variables = (dashboard.templating?.list ?? []) as Variable[];
  return [
    ...panels.flatMap((panel) =>
      Object.entries(PANEL_RULES).flatMap(([rule, check]) => {
        const message = check(panel);
        return message ? [{ rule, where: panel.title ?? "", message }] : [];
      }),
    ),
    ...variableFindings(variables),
    ...(dashboard.editable
      ? [{ rule: "uneditable-dashboard", where: "", message: "can be edited" }]
      : []),
  ];
}

function variableFindings(variables: readonly Variable[]): Finding[] {
  const sources = variables.filter(({ type }) => type === "datasource");
  const [source] = sources;
  const isFine =
    sources.length === 1 &&
    source?.name === "datasource" &&
    source.label?.toLowerCase() === "data source";
  const queries = variables.filter(({ type }) => type === "query");
  const reload = queries.filter(({ refresh }) => refresh !== 2);
  const labels = queries.filter(
    ({ query }) => !/^label_values\(\w+\{.*\}, \w+\)$/.test(textOf(query)),
  );
  const found = (rule: string, where: string, message: string) => ({ rule, where, message });
  return [
    ...(isFine
      ? []
      : [found("template-datasource-rule", "", "needs one variable named datasource")]),
    ...["job", "instance"].flatMap((name) => {
      const message = problemOf(variables.find((one) => one.name === name));
      return message ? [found(`template-${name}-rule`, name, message)] : [];
    }),
    ...reload.map(({ name }) =>
      found("template-on-time-change-reload-rule", name, "keeps its values when the time changes"),
    ),
    ...labels.map(({ name }) => found("template-label-promql-rule", name, "is no label_values()")),
  ];
}

/** What the rules for the variables of job and instance find. */
function problemOf(variable: Variable | undefined): string | undefined {
  if (variable === undefined) return "is missing";
  const { name, label, datasource, type, multi, allValue } = variable;
  if (label?.toLowerCase() !== name) return `has the label ${label}`;
  if (datasource?.uid !== "$datasource" || type !== "query") return "does not query $datasource";
  if (!multi || allValue !== ".+") return "does not select several, or all by .+";
  return undefined;
}

function textOf(query: unknown): string {
  return typeof query === "string" ? query : String((query as { query?: unknown })?.query ?? "");
}
