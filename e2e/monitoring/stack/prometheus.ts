import { join } from "node:path";
import { stringify } from "yaml";
import { ensurePrometheus } from "../../../scripts/tools/monitoring.ts";
import { type Divisor, dividedDuration, dividedRules } from "./divided.ts";
import { type PrometheusConfig, readKit, type ScrapeJob } from "./kit.ts";
import { type Program, startProgram } from "./program.ts";

/** A target that is being scraped, as Prometheus reports it. */
export interface Target {
  labels: Record<string, string>;
  health: "up" | "down" | "unknown";
  lastError: string;
}

/** Addresses by environment: every state of the matrix is an environment. */
export type Environments = Readonly<Record<string, readonly string[]>>;

/** A running Prometheus. */
export interface Prometheus extends Program {
  targets(): Promise<Target[]>;
  /** Replaces the targets of the job `buntime`, as an operator edits the file of targets. */
  setTargets(environments: Environments): Promise<void>;
}

/** What a Prometheus of the tests has to work with. */
export interface PrometheusOptions {
  folder: string;
  /** Where alerts go. */
  alertmanager: string;
  environments: Environments;
  /** A host that requires a credential, in a job with one and in a job without. */
  guarded: string;
  token: string;
  divisor: Divisor;
}

/**
 * Starts Prometheus with the kit's own `file-sd.yml`, changed only where it must be: the addresses, and
 * divided durations in the rules. The interval between scrapes is that of a minute, divided too.
 */
export async function startPrometheus(options: PrometheusOptions): Promise<Prometheus> {
  const { folder, divisor } = options;
  const { prometheus, options: further } = await ensurePrometheus();
  const config = join(folder, "prometheus.yml");
  for (const name of ["alerts.yml", "recording.yml"]) {
    await Bun.write(join(folder, name), stringify(await dividedRules(name, divisor)));
  }
  const setTargets = (environments: Environments) => writeTargets(folder, environments);
  await setTargets(options.environments);
  await Bun.write(join(folder, "buntime.token"), options.token);
  await Bun.write(config, stringify(await changedConfig(options)));
  const command = (address: string) => [
    prometheus,
    `--config.file=${config}`,
    `--storage.tsdb.path=${join(folder, "prometheus")}`,
    `--web.listen-address=${address}`,
    "--log.level=warn",
    ...further,
  ];
  const program = await startProgram(command, "/-/ready");
  return { ...program, setTargets, targets: () => targetsOf(program.url) };
}

async function writeTargets(folder: string, environments: Environments): Promise<void> {
  const groups = Object.entries(environments).map(([environment, targets]) => ({
    targets,
    labels: { environment },
  }));
  await Bun.write(join(folder, "targets/buntime.yml"), stringify(groups));
}

/** The guarded host is one of the others once more: its series would count twice. */
const UP_ALONE = {
  metric_relabel_configs: [{ source_labels: ["__name__"], regex: ".*", action: "drop" }],
};

async function changedConfig(options: PrometheusOptions): Promise<object> {
  const config = await readKit<PrometheusConfig>("prometheus/file-sd.yml");
  const authorized = await readKit<PrometheusConfig>("prometheus/authorization.yml");
  const { alertmanager, guarded, divisor } = options;
  const interval = dividedDuration("1m", divisor);
  const guardedTargets = { static_configs: [{ targets: [guarded] }] };
  return {
    ...config,
    global: { scrape_interval: interval, evaluation_interval: "1s" },
    alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
    scrape_configs: [
      quickJob(config, interval),
      {
        ...quickJob(config, interval),
        file_sd_configs: [],
        ...guardedTargets,
        job_name: "stranger",
      },
      { ...quickJob(authorized, interval), ...guardedTargets, ...UP_ALONE, job_name: "guarded" },
    ],
  };
}

function quickJob({ scrape_configs: [job] }: PrometheusConfig, interval: string): ScrapeJob {
  if (!job) throw new Error("the kit's configuration has no scrape job");
  return { ...job, scrape_interval: interval, scrape_timeout: interval };
}

async function targetsOf(url: string): Promise<Target[]> {
  const response = await fetch(`${url}/api/v1/targets?state=active`);
  const { data } = (await response.json()) as { data: { activeTargets: Target[] } };
  return data.activeTargets;
}
