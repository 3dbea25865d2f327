import { join } from "node:path";
import { root } from "../scripts/root.ts";
import { buildDashboard } from "./grafana/dashboard.ts";
import { metricsPage } from "./metrics-page.ts";
import { prometheusRule } from "./prometheus-rule.ts";

/** A committed file that is made from something else. */
export interface GeneratedFile {
  /** Below the repository's root. */
  path: string;
  make(): Promise<string> | string;
}

const RULES = ["alerts.yml", "recording.yml"];

/** All files that `bun run generate` writes, and whose freshness a test watches. */
export const GENERATED: readonly GeneratedFile[] = [
  { path: "METRICS.md", make: metricsPage },
  {
    path: "monitoring/grafana/dashboards/buntime.json",
    make: () => `${JSON.stringify(buildDashboard(), null, 2)}\n`,
  },
  {
    path: "monitoring/kubernetes/prometheus-rule.yaml",
    make: async () => prometheusRule(await Promise.all(RULES.map(readRules))),
  },
];

function readRules(name: string): Promise<string> {
  return Bun.file(join(root, "monitoring/prometheus", name)).text();
}
