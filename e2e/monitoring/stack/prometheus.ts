import { join } from "node:path";
import { stringify } from "yaml";
import { ensurePrometheus } from "../../../scripts/tools/prometheus.ts";
import { KIT, type PrometheusConfig, type RuleFile, readKit, type ScrapeJob } from "./kit.ts";
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
  /** The host whose endpoint is off, in a job of its own. */
  closed: string;
  /** The host that wants a credential, in a job with one and in a job without. */
  guarded: string;
  token: string;
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
  await Bun.write(join(folder, "buntime.token"), options.token);
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

/** The guarded host is one of the others once more: its series would count twice. */
const UP_ALONE = {
  metric_relabel_configs: [{ source_labels: ["__name__"], regex: ".*", action: "drop" }],
};

async function changedConfig(options: PrometheusOptions): Promise<PrometheusConfig> {
  const config = await readKit<PrometheusConfig>("prometheus/prometheus.yml");
  const authorized = await readKit<PrometheusConfig>("prometheus/authorization.yml");
  const { targets, closed, guarded, alertmanager } = options;
  return {
    ...config,
    global: { scrape_interval: "1s", evaluation_interval: "1s" },
    rule_files: ["alerts.yml", join(KIT, "prometheus/recording.yml")],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
    scrape_configs: [
      quickJob(config, "buntime", targets),
      quickJob(config, "closed", [closed]),
      quickJob(config, "stranger", [guarded]),
      { ...quickJob(authorized, "guarded", [guarded]), ...UP_ALONE },
    ],
  };
}

/** The configuration's job under another name, for other targets, with a second between scrapes. */
function quickJob(
  { scrape_configs }: PrometheusConfig,
  name: string,
  targets: string[],
): ScrapeJob {
  const [job] = scrape_configs;
  if (!job) throw new Error("the kit's configuration has no scrape job");
  const groups = job.static_configs.map((group) => ({ ...group, targets }));
  const quick = { scrape_interval: "1s", scrape_timeout: "1s", static_configs: groups };
  return { ...job, ...quick, job_name: name };
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
