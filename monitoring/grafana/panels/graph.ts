import * as common from "@grafana/grafana-foundation-sdk/common";
import {
  GraphDrawStyle,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  StackingMode,
  TooltipDisplayMode,
} from "@grafana/grafana-foundation-sdk/common";
import type { ThresholdsConfigBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import { DATA_SOURCE, query } from "../query.ts";
import { noThresholds } from "./thresholds.ts";

/** What a graph over time shows. */
export interface Graph {
  title: string;
  description: string;
  /** Grafana's name of the unit: `short`, `percent`, `s`, `reqps`, … */
  unit: string;
  /** Expressions, each with the name that its lines get. */
  queries: readonly (readonly [expression: string, legend: string])[];
  /** Lays the series on top of each other. */
  stacked?: boolean;
  /** Of 24. Default 12. */
  width?: number;
}

/** A graph over time, from 0, with a table of last and maximum values below it. */
export function graph({
  title,
  description,
  unit,
  queries,
  stacked,
  width = 12,
}: Graph): PanelBuilder {
  const mode = stacked ? StackingMode.Normal : StackingMode.None;
  return new PanelBuilder()
    .title(title)
    .description(description)
    .datasource(DATA_SOURCE)
    .unit(unit)
    .min(0)
    .thresholds(noThresholds())
    .span(width)
    .height(8)
    .targets(queries.map(([expression, legend], i) => query("ABCD".charAt(i), expression, legend)))
    .drawStyle(GraphDrawStyle.Line)
    .fillOpacity(stacked ? 60 : 10)
    .stacking(new common.StackingConfigBuilder().mode(mode))
    .legend(legend())
    .tooltip(tooltip());
}

/** The same graph with its thresholds drawn as dashed lines. */
export function withThresholds(panel: PanelBuilder, steps: ThresholdsConfigBuilder): PanelBuilder {
  const style = new common.GraphThresholdsStyleConfigBuilder().mode(
    GraphThresholdsStyleMode.Dashed,
  );
  return panel.thresholds(steps).thresholdsStyle(style);
}

function legend() {
  return new common.VizLegendOptionsBuilder()
    .displayMode(LegendDisplayMode.List)
    .placement(LegendPlacement.Bottom)
    .showLegend(true)
    .calcs([]);
}

function tooltip() {
  return new common.VizTooltipOptionsBuilder()
    .mode(TooltipDisplayMode.Multi)
    .sort(SortOrder.Descending);
}
