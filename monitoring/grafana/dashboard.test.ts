import { describe, expect, test } from "bun:test";
import { VariableRefresh } from "@grafana/grafana-foundation-sdk/dashboard";
import { CATALOGUE } from "../../server/exposition/catalogue.ts";
import { SETTINGS } from "../settings.ts";
import { buildDashboard } from "./dashboard.ts";
import { SELECTED, series } from "./query.ts";

const dashboard = buildDashboard();
const rows = dashboard.panels ?? [];
const panels = rows.flatMap((row) => {
  if ("panels" in row) return row.panels ?? [];
  return "targets" in row ? [row] : [];
});
const folded = rows.flatMap((row) => ("panels" in row && row.collapsed ? [row.panels ?? []] : []));
const expressions = panels.flatMap(({ targets = [] }) =>
  targets.map((target) => ("expr" in target ? String(target.expr) : "")),
);

describe("the dashboard", () => {
  test("begins with the documented panels, of the documented kinds", () => {
    expect(rows.slice(0, 5).map(({ title, type }) => [title, type])).toEqual([
      ["Pool Utilization", "gauge"],
      ["Workers", "timeseries"],
      ["Pool Capacity", "bargauge"],
      ["Utilization 5m avg", "timeseries"],
      ["Uptime", "stat"],
    ]);
  });

  test("turns the gauge yellow at 60, red at 80, and dark red at 100", () => {
    expect(panels[0]?.fieldConfig?.defaults.thresholds?.steps).toEqual([
      { value: null, color: "green" },
      { value: 60, color: "yellow" },
      { value: 80, color: "red" },
      { value: 100, color: "dark-red" },
    ]);
  });

  test("shows every family of the catalogue, and no other", () => {
    const text = expressions.join("\n");
    const missing = CATALOGUE.filter(({ name }) => !text.includes(name));
    expect(missing.map(({ name }) => name)).toEqual([]);
    expect(() => series("buntime_pool_unheard_of")).toThrow("no family");
  });

  test("applies every variable to every query", () => {
    for (const expression of expressions) {
      const selectors = expression.match(/\{[^}]*\}/g) ?? [];
      expect(selectors).not.toBeEmpty();
      for (const selector of selectors) expect(selector).toStartWith(`{${SELECTED}`);
    }
  });

  test("gives every panel a unique id, and a place that no other panel overlaps", () => {
    const all = [...rows, ...panels];
    expect(new Set(all.map(({ id }) => id)).size).toBe(new Set(all).size);
    for (const row of [panels.filter((panel) => rows.includes(panel)), ...folded]) {
      const places = row.map(({ gridPos }) => `${gridPos?.x},${gridPos?.y}`);
      expect(new Set(places).size).toBe(row.length);
      for (const { gridPos } of row) {
        expect((gridPos?.x ?? 0) + (gridPos?.w ?? 0)).toBeLessThanOrEqual(24);
      }
    }
  });

  test("folds the rows of apps, pool and process, below a table of the instances", () => {
    const titles = rows.slice(5).map(({ title }) => title);
    expect(titles).toEqual(["Fleet", "Instances", "Apps", "Pool", "Process and plugin"]);
    expect(folded.map((row) => row.length > 3)).toEqual([true, true, true]);
  });

  test("draws thresholds where they mean something, and turns nothing else red", () => {
    const steps = (panel: (typeof panels)[number]) =>
      panel.fieldConfig?.defaults.thresholds?.steps ?? [];
    const coloured = panels.filter((panel) => steps(panel).length > 1);
    expect(coloured.map(({ title }) => title)).toEqual([
      "Pool Utilization",
      "Utilization 5m avg",
      "Failed and lost workers",
    ]);
    for (const panel of coloured.filter(({ type }) => type === "timeseries")) {
      expect(panel.fieldConfig?.defaults.custom.thresholdsStyle).toEqual({ mode: "dashed" });
    }
    // Without explicit steps, Grafana draws a panel red from 80.
    expect(panels.filter((panel) => steps(panel).length === 0)).toEqual([]);
  });

  test("marks restarts, shares its crosshair, and links to the runbooks and the instances' own pages", () => {
    expect(dashboard.annotations.list).toMatchObject([
      { name: "Restarts", expr: expect.stringContaining("changes(process_start_time_seconds{") },
    ]);
    expect(dashboard.graphTooltip).toBe(1);
    expect(dashboard.links).toMatchObject([{ url: SETTINGS.runbooks }]);
    expect(JSON.stringify(dashboard)).toContain(".fields.instance}/metrics/");
  });
});

// https://github.com/grafana/dashboard-linter/blob/main/docs/index.md
describe("by the rules of Grafana's dashboard-linter, the dashboard", () => {
  test.each(panels)(
    "shows $title with a description, a unit, and queries of the data source that is chosen",
    (panel) => {
      expect(panel.title).not.toBeEmpty();
      expect(panel.description).not.toBeEmpty();
      expect(panel.fieldConfig?.defaults.unit).toBeString();
      expect(panel.targets).not.toBeEmpty();
      expect(panel.datasource?.uid).toBe("$datasource");
    },
  );

  test("takes rates over $__rate_interval, and shows no counter itself but the documented uptime", () => {
    const fixed = /\b(rate|irate|increase)\([^[]*\[(?!\$__rate_interval\])/;
    expect(expressions.filter((expression) => fixed.test(expression))).toEqual([]);
    const counters = CATALOGUE.filter(({ type }) => type === "counter").map(({ name }) => name);
    const bare = new RegExp(`(?<!(rate|increase|resets)\\()\\b(${counters.join("|")})\\{`);
    expect(expressions.filter((expression) => bare.test(expression))).toEqual([
      `buntime_uptime_seconds{${SELECTED}} / 3600`,
    ]);
  });

  test("can't be edited, and imports unedited: its data source and what it selects are variables", () => {
    const [source, ...labels] = dashboard.templating?.list ?? [];
    expect(dashboard.editable).toBe(false);
    expect(JSON.stringify(dashboard)).not.toContain("__inputs");
    expect(source).toMatchObject({ name: "datasource", label: "Data source", type: "datasource" });
    const names = ["cluster", "namespace", "environment", "job", "instance"];
    expect(labels.map(({ name }) => name)).toEqual(names);
    for (const variable of labels) {
      expect(variable).toMatchObject({
        type: "query",
        label: expect.stringMatching(new RegExp(`^${variable.name}$`, "i")),
        datasource: { uid: "$datasource" },
        query: { query: expect.stringMatching(/^label_values\(\w+\{.*\}, \w+\)$/) },
        multi: true,
        // Not every installation has the first three.
        allValue: ["job", "instance"].includes(variable.name) ? ".+" : ".*",
        refresh: VariableRefresh.OnTimeRangeChanged,
      });
    }
  });
});
