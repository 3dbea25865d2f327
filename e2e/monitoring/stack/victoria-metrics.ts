import { join } from "node:path";
import { stringify } from "yaml";
import { ensureVictoriaMetrics } from "../../../scripts/tools/victoria-metrics.ts";
import { type PrometheusConfig, readKit } from "./kit.ts";
import { type Program, startProgram } from "./program.ts";

/** A running VictoriaMetrics. */
export interface VictoriaMetrics extends Program {
  readonly url: string;
}

/** Starts VictoriaMetrics with the kit's own `scrape.yml`, but for the targets and the interval. */
export async function startVictoriaMetrics(
  folder: string,
  port: number,
  targets: string[],
): Promise<VictoriaMetrics> {
  const file = join(folder, "scrape.yml");
  await Bun.write(file, stringify(await changedConfig(targets)));
  const url = `http://127.0.0.1:${port}`;
  const { victoriaMetrics } = await ensureVictoriaMetrics();
  const command = [
    victoriaMetrics,
    `-promscrape.config=${file}`,
    `-storageDataPath=${join(folder, "victoria-metrics")}`,
    `-httpListenAddr=127.0.0.1:${port}`,
    // By default it answers about 30 s ago, for the sake of scrapers that push late.
    "-search.latencyOffset=0s",
    "-loggerLevel=ERROR",
  ];
  return { ...(await startProgram(command, `${url}/health`)), url };
}

async function changedConfig(targets: string[]): Promise<PrometheusConfig> {
  const config = await readKit<PrometheusConfig>("victoria-metrics/scrape.yml");
  const jobs = config.scrape_configs.map((job) => ({
    ...job,
    scrape_interval: "1s",
    scrape_timeout: "1s",
    static_configs: job.static_configs.map((group) => ({ ...group, targets })),
  }));
  return { ...config, global: { scrape_interval: "1s" }, scrape_configs: jobs };
}
