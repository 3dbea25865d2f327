import {
  type Dashboard,
  DashboardBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  RowBuilder,
  VariableRefresh,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { appPanels } from "./panels/apps.ts";
import { documentedPanels } from "./panels/documented.ts";
import { poolPanels } from "./panels/pool.ts";
import { processPanels } from "./panels/process.ts";
import { DATA_SOURCE } from "./query.ts";

type Panels = ReturnType<typeof documentedPanels>;

const ROWS: readonly [title: string, panels: () => readonly Panels[number][]][] = [
  ["Apps", appPanels],
  ["Pool", poolPanels],
  ["Process and plugin", processPanels],
];

/** The dashboard: the documented panels first, then those of apps, pool and process. */
export function buildDashboard(): Dashboard {
  const dashboard = new DashboardBuilder("Buntime workers")
    .uid("buntime-workers")
    .description("The worker pool of Buntime, from @buntime/plugin-metrics.")
    .tags(["buntime"])
    .timezone("browser")
    .time({ from: "now-1h", to: "now" })
    .refresh("30s")
    .editable()
    .variables([dataSource(), job(), instance()]);
  let id = 0;
  for (const panel of documentedPanels()) dashboard.withPanel(panel.id(++id));
  for (const [title, panels] of ROWS) {
    dashboard.withRow(new RowBuilder(title).id(++id));
    for (const panel of panels()) dashboard.withPanel(panel.id(++id));
  }
  return dashboard.build();
}

function dataSource() {
  return new DatasourceVariableBuilder("datasource").label("Data source").type("prometheus");
}

function job() {
  return labelValues("job", "Job", "label_values(buntime_pool_size, job)");
}

function instance() {
  return labelValues(
    "instance",
    "Instance",
    'label_values(buntime_pool_size{job=~"$job"}, instance)',
  );
}

function labelValues(name: string, label: string, query: string) {
  return new QueryVariableBuilder(name)
    .label(label)
    .datasource(DATA_SOURCE)
    .query({ query, refId: name })
    .definition(query)
    .multi(true)
    .includeAll(true)
    .allValue(".+")
    .current({ selected: true, text: ["All"], value: ["$__all"] })
    .refresh(VariableRefresh.OnTimeRangeChanged);
}
