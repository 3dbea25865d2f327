import { join } from "node:path";
import { stringify } from "yaml";
import { eventually } from "../../../testing/eventually.ts";
import { type Divisor, dividedDuration, dividedRules } from "./divided.ts";
import { type PrometheusConfig, readKit, type ScrapeJob } from "./kit.ts";
import type { Program } from "./program.ts";
import { runPrometheus, targetsOf } from "./servers.ts";

/** Addresses by environment: every state of the matrix is an environment. */
export type Environments = Readonly<Record<string, readonly string[]>>;

/** A running Prometheus. */
export interface Prometheus extends Program {
  /** Replaces the targets of the job `buntime`, as an operator edits the file of targets. */
  setTargets(environments: Environments): Promise<void>;
}

/** What a Prometheus of the tests has to work with. */
interface PrometheusOptions {
  folder: string;
  /** Where alerts go. */
  alertmanager: string;
  environments: Environments;
  /** A host that requires a key, in a job with one and in a job without. */
  guarded: string;
  key: string;
  divisor: Divisor;
}

/**
 * Starts Prometheus with the kit's own `file-sd.yml`, changed only where it must be: the addresses, and
 * divided durations in the rules. The interval between scrapes is that of a minute, divided too. Resolves once
 * all targets have been scraped: discovery takes some seconds, which are minutes of the rules.
 */
export async function startPrometheus(options: PrometheusOptions): Promise<Prometheus> {
  const { folder, divisor } = options;
  const config = join(folder, "prometheus.yml");
  for (const name of ["alerts.yml", "recording.yml"]) {
    await Bun.write(join(folder, name), stringify(await dividedRules(name, divisor)));
  }
  const setTargets = (environments: Environments) => writeTargets(folder, environments);
  await setTargets(options.environments);
  await Bun.write(join(folder, "buntime.token"), options.key);
  await Bun.write(config, stringify(await changedConfig(options)));
  const storage = `--storage.tsdb.path=${join(folder, "prometheus")}`;
  const program = await runPrometheus(config, [storage]);
  const count = Object.values(options.environments).flat().length + 2;
  await eventually("all targets have been scraped", async () => {
    const targets = await targetsOf(program);
    return targets.length === count && targets.every(({ health }) => health !== "unknown");
  });
  return { ...program, setTargets };
}

async function writeTargets(folder: string, environments: Environments): Promise<void> {
  const groups = Object.entries(environments).map(([environment, targets]) => ({
    targets,
    labels: { environment },
  }));
  await Bun.write(join(folder, "targets/buntime.yml"), stringify(groups));
}

async function changedConfig(options: PrometheusOptions): Promise<object> {
  const config = await readKit<PrometheusConfig>("prometheus/file-sd.yml");
  const authorized = await readKit<PrometheusConfig>("prometheus/authorization.yml");
  const { alertmanager, guarded, divisor } = options;
  const interval = dividedDuration("1m", divisor);
  const job = quickJob(config, interval);
  const guardedTargets = { static_configs: [{ targets: [guarded] }] };
  return {
    ...config,
    global: { scrape_interval: interval, evaluation_interval: "1s" },
    alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
    scrape_configs: [
      job,
      { ...job, file_sd_configs: [], ...guardedTargets, job_name: "stranger" },
      { ...quickJob(authorized, interval), ...guardedTargets, job_name: "guarded" },
    ],
  };
}

function quickJob({ scrape_configs: [job] }: PrometheusConfig, interval: string): ScrapeJob {
  if (!job) throw new Error("the kit's configuration has no scrape job");
  return { ...job, scrape_interval: interval, scrape_timeout: interval };
}
