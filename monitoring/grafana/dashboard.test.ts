import { describe, expect, test } from "bun:test";
import { CATALOGUE } from "../../server/exposition/catalogue.ts";
import { buildDashboard } from "./dashboard.ts";
import { series } from "./query.ts";

const dashboard = buildDashboard();
const rows = dashboard.panels ?? [];
const panels = rows.flatMap((row) => ("targets" in row ? [row] : []));
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

  test("narrows every query by the job and the instance that are chosen", () => {
    for (const expression of expressions) {
      const selectors = expression.match(/\{[^}]*\}/g) ?? [];
      expect(selectors).not.toBeEmpty();
      for (const selector of selectors) {
        expect(selector).toStartWith('{job=~"$job", instance=~"$instance"');
      }
    }
  });

  test("takes its data source from the variable, so that it imports unedited", () => {
    expect(dashboard.templating?.list?.map(({ name }) => name)).toEqual([
      "datasource",
      "job",
      "instance",
    ]);
    for (const { datasource } of panels) {
      expect(datasource).toEqual({ type: "prometheus", uid: "$datasource" });
    }
    expect(JSON.stringify(dashboard)).not.toContain("__inputs");
  });

  test("gives every panel a number of its own and a place that no other has", () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const places = panels.map(({ gridPos }) => `${gridPos?.x},${gridPos?.y}`);
    expect(new Set(places).size).toBe(panels.length);
    for (const { gridPos } of panels) {
      expect((gridPos?.x ?? 0) + (gridPos?.w ?? 0)).toBeLessThanOrEqual(24);
    }
  });

  test("describes every panel", () => {
    for (const { description } of panels) expect(description).toBeTruthy();
  });
});
