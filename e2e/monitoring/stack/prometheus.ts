import { join } from "node:path";
import { stringify } from "yaml";
import { ensurePrometheus } from "../../../scripts/tools/prometheus.ts";
import { KIT, type PrometheusConfig, type RuleFile, readKit } from "./kit.ts";
import { type Program, startProgram } from "./program.ts";

/** A target that is being scraped, in Prometheus' words. */
export interface Target {
  labels: Record<string, string>;
  health: "up" | "down" | "unknown";
  lastError: string;
}

/** A running Prometheus. */
export interface Prometheus extends Program {
  readonly url: string;
  targets(): Promise<Target[]>;
}

/** What a Prometheus of the tests is to do. */
export interface PrometheusOptions {
  folder: string;
  port: number;
  alertmanager: string;
  /** Addresses of the job `buntime`. */
  targets: string[];
  /** Addresses that are scraped in a job of their own. */
  closed: string[];
}

/**
 * Starts Prometheus with the kit's own `prometheus.yml`, changed only where it must be: the
 * addresses, a second instead of 15, and rules whose `for` is a second.
 */
export async function startPrometheus(options: PrometheusOptions): Promise<Prometheus> {
  const { folder, port } = options;
  const { prometheus, options: further } = await ensurePrometheus();
  const config = join(folder, "prometheus.yml");
  await Bun.write(join(folder, "alerts.yml"), stringify(await quickRules()));
  await Bun.write(config, stringify(await changedConfig(options)));
  const url = `http://127.0.0.1:${port}`;
  const command = [
    prometheus,
    `--config.file=${config}`,
    `--storage.tsdb.path=${join(folder, "prometheus")}`,
    `--web.listen-address=127.0.0.1:${port}`,
    "--log.level=warn",
    ...further,
  ];
  const program = await startProgram(command, `${url}/-/ready`);
  return { ...program, url, targets: () => targetsOf(url) };
}

async function changedConfig(options: PrometheusOptions): Promise<PrometheusConfig> {
  const config = await readKit<PrometheusConfig>("prometheus/prometheus.yml");
  const quick = { scrape_interval: "1s", scrape_timeout: "1s" };
  const [job] = config.scrape_configs;
  if (!job) throw new Error("the kit's prometheus.yml has no scrape job");
  const labels = job.static_configs[0]?.labels ?? {};
  return {
    ...config,
    global: { scrape_interval: "1s", evaluation_interval: "1s" },
    rule_files: ["alerts.yml", join(KIT, "prometheus/recording.yml")],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [options.alertmanager] }] }] },
    scrape_configs: [
      { ...job, ...quick, static_configs: [{ targets: options.targets, labels }] },
      { ...job, ...quick, job_name: "closed", static_configs: [{ targets: options.closed }] },
    ],
  };
}

async function quickRules(): Promise<RuleFile> {
  const { groups } = await readKit<RuleFile>("prometheus/alerts.yml");
  const quick = groups.map(({ name, rules }) => ({
    name,
    rules: rules.map((rule) => (rule.for ? { ...rule, for: "1s" } : rule)),
  }));
  return { groups: quick };
}

async function targetsOf(url: string): Promise<Target[]> {
  const response = await fetch(`${url}/api/v1/targets?state=active`);
  const { data } = (await response.json()) as { data: { activeTargets: Target[] } };
  return data.activeTargets;
}
