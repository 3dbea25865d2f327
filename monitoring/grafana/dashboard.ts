import {
  AnnotationQueryBuilder,
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  RowBuilder,
  VariableRefresh,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { SETTINGS } from "../settings.ts";
import { appPanels } from "./panels/apps.ts";
import { documentedPanels } from "./panels/documented.ts";
import { fleetPanels } from "./panels/fleet.ts";
import { poolPanels } from "./panels/pool.ts";
import { processPanels } from "./panels/process.ts";
import { DATA_SOURCE, series } from "./query.ts";

type Panel = ReturnType<typeof documentedPanels>[number] | ReturnType<typeof fleetPanels>[number];

/** Rows that are collapsed at first. */
const FOLDED: readonly [title: string, panels: () => readonly Panel[]][] = [
  ["Apps", appPanels],
  ["Pool", poolPanels],
  ["Process and plugin", processPanels],
];

/** The dashboard: the documented panels and a table of instances, then collapsed rows for apps, pool and process. */
export function buildDashboard(): Dashboard {
  const dashboard = new DashboardBuilder("Buntime workers")
    .uid("buntime-workers")
    .description("The worker pool of Buntime, from @buntime/plugin-metrics.")
    .tags(["buntime"])
    .timezone("browser")
    .time({ from: "now-1h", to: "now" })
    .refresh("30s")
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .variables([dataSource(), ...LABELS.map(labelValues)])
    .annotation(restarts())
    .link(runbooks());
  let id = 0;
  for (const panel of documentedPanels()) dashboard.withPanel(panel.id(++id));
  dashboard.withRow(new RowBuilder("Fleet").id(++id));
  for (const panel of fleetPanels()) dashboard.withPanel(panel.id(++id));
  for (const [title, panels] of FOLDED) {
    const row = new RowBuilder(title).id(++id).collapsed(true);
    for (const panel of placed(panels())) row.withPanel(panel.id(++id));
    dashboard.withRow(row);
  }
  return dashboard.build();
}

/** Positions of the panels of a collapsed row, which the builder does not set: from left to right, then down. */
function placed(panels: readonly Panel[]): Panel[] {
  let [x, y] = [0, 0];
  return panels.map((panel) => {
    const { w = 12, h = 8 } = panel.build().gridPos ?? {};
    if (x + w > 24) [x, y] = [0, y + h];
    const place = { x, y, w, h };
    x += w;
    return panel.gridPos(place);
  });
}

/** A line in every graph wherever a process has started again. */
function restarts() {
  const expression = `changes(${series("process_start_time_seconds")}[$__rate_interval]) > 0`;
  return new AnnotationQueryBuilder()
    .name("Restarts")
    .enable(true)
    .iconColor("purple")
    .datasource(DATA_SOURCE)
    .expr(expression)
    .titleFormat("Restart")
    .textFormat("{{instance}}");
}

function runbooks() {
  return new DashboardLinkBuilder("Runbooks")
    .type(DashboardLinkType.Link)
    .icon("doc")
    .url(SETTINGS.runbooks)
    .targetBlank(true);
}

function dataSource() {
  return new DatasourceVariableBuilder("datasource").label("Data source").type("prometheus");
}

/** Variables by label, each narrowed by those before it; not every installation has the first three. */
const LABELS = ["cluster", "namespace", "environment", "job", "instance"] as const;

function labelValues(label: (typeof LABELS)[number], index: number) {
  const narrowed = LABELS.slice(0, index).map((before) => `${before}=~"$${before}"`);
  const query = `label_values(buntime_pool_size{${narrowed.join(", ")}}, ${label})`;
  const isAlwaysThere = label === "job" || label === "instance";
  return new QueryVariableBuilder(label)
    .label(label[0]?.toUpperCase() + label.slice(1))
    .datasource(DATA_SOURCE)
    .query({ query, refId: label })
    .definition(query)
    .multi(true)
    .includeAll(true)
    .allValue(isAlwaysThere ? ".+" : ".*")
    .current({ selected: true, text: ["All"], value: ["$__all"] })
    .refresh(VariableRefresh.OnTimeRangeChanged);
}
