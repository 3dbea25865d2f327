import { PromQueryFormat } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/table";
import { byInstance, DATA_SOURCE, instant, rate, series } from "../query.ts";
import { noneThresholds, noThresholds } from "./thresholds.ts";

const size = `(${byInstance(series("buntime_pool_size"))} > 0)`;

/** The table's columns: a query each, joined by the instance. */
const COLUMNS: readonly [refId: string, title: string, unit: string, expression: string][] = [
  [
    "A",
    "Saturation",
    "percentunit",
    `${byInstance(rate("buntime_apps_response_time_seconds_sum"))} / ${size}`,
  ],
  ["B", "Queue", "short", byInstance(series("buntime_pool_ephemeral_queue_depth"))],
  ["C", "Errors", "reqps", byInstance(rate("buntime_apps_errors_total"))],
  ["D", "Failed", "short", byInstance(series("buntime_pool_failed"))],
  [
    "E",
    "Processes",
    "short",
    `count by (instance, version, plugin_version) (${series("buntime_build_info")})`,
  ],
];

/** A row for each instance: what is wrong where, and a link to the instance's own pages. */
export function fleetPanels() {
  const panel = new PanelBuilder()
    .title("Instances")
    .description(
      "Saturation: busy workers against the pool's size. Failed: dead workers still held.",
    )
    .datasource(DATA_SOURCE)
    .unit("short")
    .thresholds(noThresholds())
    .span(24)
    .height(8)
    .targets(
      COLUMNS.map(([refId, title, , expression]) =>
        instant(refId, expression, title).format(PromQueryFormat.Table),
      ),
    )
    .withTransformation({ id: "merge", options: {} })
    .withTransformation({ id: "organize", options: { excludeByName: { Time: true } } })
    .overrideByName("instance", [
      { id: "displayName", value: "Instance" },
      { id: "links", value: [OWN_PAGES] },
    ]);
  for (const [refId, title, unit] of COLUMNS) {
    panel.overrideByName(`Value #${refId}`, [
      { id: "displayName", value: title },
      { id: "unit", value: unit },
      ...(title === "Failed"
        ? [{ id: "thresholds", value: noneThresholds().build() }, COLOURED]
        : []),
    ]);
  }
  return [panel];
}

/** The address as Prometheus scrapes it; behind a proxy it may not open. */
const OWN_PAGES = {
  title: "The instance's own pages",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana fills it in
  url: "http://${__data.fields.instance}/metrics/",
  targetBlank: true,
};

const COLOURED = { id: "custom.cellOptions", value: { type: "color-text" } };
