import { join } from "node:path";
import { version } from "../package.json";
import { root } from "../scripts/root.ts";
import { sizesTable } from "./fleet/sizing.ts";
import { buildDashboard } from "./grafana/dashboard.ts";
import { alertmanagerConfig, prometheusRule } from "./kubernetes/resources.ts";
import { metricsPage } from "./metrics-page.ts";
import { scalingTable } from "./scaling/results.ts";
import { CONFIGURED, SETTINGS, withSettings } from "./settings.ts";

/** A committed file that is generated, or has generated parts. */
interface GeneratedFile {
  /** Below the repository's root. */
  path: string;
  make(): Promise<string> | string;
}

const RULES = ["prometheus/alerts.yml", "prometheus/recording.yml"];

/** All files that `bun run generate` writes, in order; a test watches that they are up to date. */
export const GENERATED: readonly GeneratedFile[] = [
  ...CONFIGURED.map((path) => ({ path: `monitoring/${path}`, make: () => configured(path) })),
  { path: "METRICS.md", make: metricsPage },
  {
    path: "monitoring/grafana/dashboards/buntime.json",
    make: () => `${JSON.stringify(buildDashboard(), null, 2)}\n`,
  },
  {
    path: "monitoring/kubernetes/prometheus-rule.yaml",
    make: async () => prometheusRule(await Promise.all(RULES.map(readKit))),
  },
  {
    path: "monitoring/kubernetes/alertmanager-config.yaml",
    make: async () => alertmanagerConfig(await readKit("alertmanager/alertmanager.yml")),
  },
  { path: "docs/openapi.yaml", make: versionedReference },
  { path: "docs/fleets.md", make: () => withPart("docs/fleets.md", sizesTable()) },
  { path: "docs/scaling.md", make: () => withPart("docs/scaling.md", scalingTable()) },
];

async function configured(path: string): Promise<string> {
  return withSettings(await readKit(path), SETTINGS);
}

/** The HTTP reference is written by hand, except for its version. */
async function versionedReference(): Promise<string> {
  const text = await Bun.file(join(root, "docs/openapi.yaml")).text();
  return text.replace(/^ {2}version: .*$/m, `  version: ${version}`);
}

const BEGIN = "<!-- bun run generate writes from here -->";
const END = "<!-- to here -->";

/** A page that is written by hand, except for one part. */
async function withPart(path: string, part: string): Promise<string> {
  const page = await Bun.file(join(root, path)).text();
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${path}: expected ${BEGIN} and ${END}`);
  return `${page.slice(0, begin + BEGIN.length)}\n\n${part}\n\n${page.slice(end)}`;
}

function readKit(path: string): Promise<string> {
  return Bun.file(join(root, "monitoring", path)).text();
}
