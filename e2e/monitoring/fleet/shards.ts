import { join } from "node:path";
import { parse, stringify } from "yaml";
import { KIT, type PrometheusConfig, readKit } from "../stack/kit.ts";
import type { Program } from "../stack/program.ts";
import { runPrometheus, runVictoria } from "../stack/servers.ts";

/** How many share the targets, as the kit's files say. */
export const SHARDS = [0, 1, 2] as const;

/** What the tests change in an agent's configuration. */
export interface AgentConfig extends PrometheusConfig {
  remote_write: { url: string; headers?: Record<string, string> }[];
}

/** Uncomments a block of the kit's YAML, from the first line that matches to the end of the comment. */
export function uncommented(text: string, from: RegExp): string {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => from.test(line));
  if (start < 0) throw new Error(`no line is like ${from}`);
  const end = lines.findIndex((line, at) => at >= start && !/^\s*# /.test(line));
  return lines
    .map((line, at) => (at >= start && at < end ? line.replace("# ", "") : line))
    .join("\n");
}

/** Starts the Prometheus agents of the kit's `agent.yml`, one for each shard. */
export function startAgents(
  folder: string,
  addresses: readonly string[],
  store: string,
): Promise<Program[]> {
  return Promise.all(
    SHARDS.map(async (shard) => {
      const own = join(folder, `agent-${shard}`);
      const file = join(own, "agent.yml");
      const text = await Bun.file(join(KIT, "fleet/agent.yml")).text();
      const config: AgentConfig = parse(text.replace('regex: "0"', `regex: "${shard}"`));
      config.remote_write = [{ url: `${store}/api/v1/write` }];
      await Bun.write(file, stringify(quick(config)));
      await Bun.write(join(own, "targets/all.yml"), stringify([{ targets: addresses }]));
      return runPrometheus(file, [
        "--enable-feature=agent",
        `--storage.agent.path=${join(own, "data")}`,
      ]);
    }),
  );
}

/** Starts the vmagents as described in the kit's `scrape.yml`. Their series have `cluster="vmagent"`. */
export function startVmagents(
  folder: string,
  addresses: readonly string[],
  store: string,
): Promise<Program[]> {
  return Promise.all(
    SHARDS.map(async (shard) => {
      const own = join(folder, `vmagent-${shard}`);
      const config = await readKit<PrometheusConfig>("victoria-metrics/scrape.yml");
      for (const job of config.scrape_configs) job.static_configs = [{ targets: [...addresses] }];
      await Bun.write(join(own, "scrape.yml"), stringify(quick(config)));
      return runVictoria("vmagent", [
        `-promscrape.config=${join(own, "scrape.yml")}`,
        `-promscrape.cluster.membersCount=${SHARDS.length}`,
        `-promscrape.cluster.memberNum=${shard}`,
        `-remoteWrite.url=${store}/api/v1/write`,
        "-remoteWrite.label=cluster=vmagent",
        `-remoteWrite.tmpDataPath=${join(own, "data")}`,
      ]);
    }),
  );
}

/** Every second instead of every 15. */
function quick<T extends PrometheusConfig>(config: T): T {
  for (const job of config.scrape_configs) {
    job.scrape_interval = "1s";
    job.scrape_timeout = "1s";
  }
  return config;
}
