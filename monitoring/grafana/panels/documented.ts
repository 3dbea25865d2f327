import * as bargauge from "@grafana/grafana-foundation-sdk/bargauge";
import {
  BarGaugeDisplayMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
} from "@grafana/grafana-foundation-sdk/common";
import * as gauge from "@grafana/grafana-foundation-sdk/gauge";
import * as stat from "@grafana/grafana-foundation-sdk/stat";
import { DATA_SOURCE, instant, series, sum } from "../query.ts";
import { graph, withThresholds } from "./graph.ts";
import { noThresholds, utilizationThresholds } from "./thresholds.ts";

const last = () => new ReduceDataOptionsBuilder().calcs(["lastNotNull"]);

/** "Pool Utilization": a gauge per instance. */
function utilization() {
  return new gauge.PanelBuilder()
    .title("Pool Utilization")
    .description("active / size. Over 100 %: the pool can hold up to twice its size.")
    .datasource(DATA_SOURCE)
    .unit("percent")
    .min(0)
    .max(100)
    .thresholds(utilizationThresholds())
    .reduceOptions(last())
    .span(6)
    .height(8)
    .targets([instant("A", `${series("buntime_pool_utilization")} * 100`, "{{instance}}")]);
}

/** "Workers": what they do, stacked, over the selected instances. */
function workers() {
  return graph({
    title: "Workers",
    description: "Active means used less than its idleTimeout ago.",
    unit: "short",
    stacked: true,
    queries: [
      [sum(series("buntime_pool_active")), "active"],
      [sum(series("buntime_pool_idle")), "idle"],
      [sum(series("buntime_pool_creating")), "creating"],
    ],
  });
}

/** "Pool Capacity": bars whose end is the pool's size, taken from the query named size. */
function capacity() {
  const size = sum(series("buntime_pool_size"));
  return new bargauge.PanelBuilder()
    .title("Pool Capacity")
    .description(
      "The bars end at the pool's size. Free can be below 0: the pool can hold twice its size.",
    )
    .datasource(DATA_SOURCE)
    .unit("short")
    .min(0)
    .thresholds(noThresholds())
    .displayMode(BarGaugeDisplayMode.Basic)
    .orientation(VizOrientation.Horizontal)
    .reduceOptions(last())
    .span(6)
    .height(8)
    .targets([
      instant("A", sum(series("buntime_pool_active")), "active"),
      instant("B", sum(series("buntime_pool_idle")), "idle"),
      instant("C", `${size} - ${sum(series("buntime_pool_total"))}`, "free"),
      instant("size", size, "size"),
    ])
    .withTransformation({
      id: "configFromData",
      options: { configRefId: "size", mappings: [{ fieldName: "size", handlerKey: "max" }] },
    });
}

/** "Utilization 5m avg": smoothed, per instance. */
function average() {
  const panel = graph({
    title: "Utilization 5m avg",
    description: "The mean of the last 5 minutes.",
    unit: "percent",
    width: 18,
    queries: [[`avg_over_time(${series("buntime_pool_utilization")}[5m]) * 100`, "{{instance}}"]],
  });
  return withThresholds(panel, utilizationThresholds());
}

/** "Uptime": hours, per instance. */
function uptime() {
  return new stat.PanelBuilder()
    .title("Uptime")
    .description("Since the start of the runtime's process.")
    .datasource(DATA_SOURCE)
    .unit("h")
    .decimals(1)
    .thresholds(noThresholds())
    .reduceOptions(last())
    .span(6)
    .height(8)
    .targets([instant("A", `${series("buntime_uptime_seconds")} / 3600`, "{{instance}}")]);
}

/** The documented panels, in the documented order. */
export function documentedPanels() {
  return [utilization(), workers(), capacity(), average(), uptime()];
}
