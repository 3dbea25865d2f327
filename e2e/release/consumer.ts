import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/root.ts";

const SOURCE = `import metricsPlugin, {
  type ActivityResponse,
  type MetricsConfig,
  type MetricsPlugin,
  type MetricsResponse,
  type PluginContext,
  type PoolMetrics,
  type StatsResponse,
  type WorkerMetrics,
  type WorkerRow,
} from "@buntime/plugin-metrics";

const config: MetricsConfig = { prometheus: false, sseInterval: 250 };
const plugin: MetricsPlugin = metricsPlugin(config);
const context: PluginContext = { config, pool: {}, globalConfig: { poolSize: 2 } };
plugin.onInit(context);
const response: Response = await plugin.routes.fetch(new Request("http://host/api/metrics/"));
const { pool, uptime, timestamp }: MetricsResponse = await response.json();
const { active, size }: PoolMetrics = pool;
const { workers }: StatsResponse = { pool, workers: [] };
const rss: number | undefined = workers.map((worker: WorkerMetrics) => worker.memory.rss)[0];
const known: boolean | undefined = workers[0]?.memoryKnown;
const errors: number | undefined = workers.map((worker: WorkerRow) => worker.errors)[0];
const { requests }: ActivityResponse = { timestamp };
metricsPlugin({ base: "/metrics", prometheus: true, menus: [{ path: "/metrics" }] });
plugin.onInit({ config: { base: "/metrics", sseInterval: 250 } });
// @ts-expect-error: an option of the wrong type
metricsPlugin({ prometheus: "yes" });
// @ts-expect-error: and beside another key of the manifest
metricsPlugin({ base: "/metrics", prometheus: "yes" });
// @ts-expect-error: the documented options and no other
const strict: MetricsConfig = { base: "/metrics" };
export const all: unknown[] = [active / size, uptime, timestamp.length, rss, known, errors, requests, strict];
`;

const OPTIONS = {
  target: "ESNext",
  module: "ESNext",
  moduleResolution: "bundler",
  lib: ["ESNext", "DOM"],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  noEmit: true,
};

/** The errors of TypeScript in a module that uses the installed package; empty if there are none. */
export function consumerErrors(installed: string): string {
  const scope = join(installed, "consumer", "node_modules", "@buntime");
  mkdirSync(scope, { recursive: true });
  symlinkSync(installed, join(scope, "plugin-metrics"));
  writeFileSync(join(installed, "consumer", "consumer.ts"), SOURCE);
  const config = join(installed, "consumer", "tsconfig.json");
  writeFileSync(config, JSON.stringify({ compilerOptions: OPTIONS, files: ["consumer.ts"] }));
  const tsc = join(root, "node_modules", ".bin", "tsc");
  const { stdout, stderr } = Bun.spawnSync([process.execPath, tsc, "-p", config]);
  return `${stdout}${stderr}`;
}
