import { join } from "node:path";
import { version } from "../package.json";
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
  { path: "docs/openapi.yaml", make: versionedReference },
];

/** The HTTP reference is written by hand, but for its version. */
async function versionedReference(): Promise<string> {
  const text = await Bun.file(join(root, "docs/openapi.yaml")).text();
  return text.replace(/^ {2}version: .*$/m, `  version: ${version}`);
}

function readRules(name: string): Promise<string> {
  return Bun.file(join(root, "monitoring/prometheus", name)).text();
}
