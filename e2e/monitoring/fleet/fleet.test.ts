import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { seriesOf } from "../../../monitoring/fleet/sizing.ts";
import { eventually } from "../../../testing/eventually.ts";
import { makeTempFolder, type TempFolder } from "../../../testing/temp-folder.ts";
import { allExpressions, untilNoneHas } from "../expressions.ts";
import { KIT, type PrometheusConfig, readRules } from "../stack/kit.ts";
import type { Program } from "../stack/program.ts";
import { ask } from "../stack/query.ts";
import { runPrometheus, runVictoria, targetsOf } from "../stack/servers.ts";
import { type SimulatedHosts, startSimulatedHosts } from "./simulated-hosts.ts";

/** How many share the targets, as the kit's files say. */
const SHARDS = [0, 1, 2];
/** Enough that every shard has one. */
const HOSTS = 40;
const APPS = 3;
const LIMIT = 150_000;

const stops = new AsyncDisposableStack();
let folder: TempFolder;
let hosts: SimulatedHosts;
let store: Program;
const shards: Record<string, Program[]> = {};

beforeAll(async () => {
  folder = stops.use(await makeTempFolder());
  hosts = startSimulatedHosts(HOSTS, APPS);
  stops.defer(() => hosts.stop());
  const storage = [`-storageDataPath=${join(folder.path, "store")}`, "-search.latencyOffset=0s"];
  store = started(await runVictoria("victoriaMetrics", storage));
  shards.production = await Promise.all(SHARDS.map(startAgent));
  shards.vmagent = await Promise.all(SHARDS.map(startVmagent));
  for (const one of Object.values(shards).flat()) started(one);
  const rules = [
    `-rule=${join(KIT, "prometheus/recording.yml")}`,
    "-evaluationInterval=1s",
    `-datasource.url=${store.url}`,
    `-remoteWrite.url=${store.url}`,
    "-notifier.url=http://127.0.0.1:1",
  ];
  started(await runVictoria("vmalert", rules));
}, LIMIT);

afterAll(() => stops.disposeAsync(), LIMIT);

function started(program: Program): Program {
  stops.defer(() => program.stop());
  return program;
}

/** A scrape configuration of the kit, with a scrape every second instead of every 15. */
async function readQuick(path: string, number = "0"): Promise<PrometheusConfig> {
  const text = await Bun.file(join(KIT, path)).text();
  const config: PrometheusConfig = parse(text.replace('regex: "0"', `regex: "${number}"`));
  for (const job of config.scrape_configs) job.scrape_interval = job.scrape_timeout = "1s";
  return config;
}

/** Starts a Prometheus agent with the kit's `agent.yml`. */
async function startAgent(shard: number): Promise<Program> {
  const own = `agent-${shard}`;
  const remote_write = [{ url: `${store.url}/api/v1/write` }];
  const config = { ...(await readQuick("fleet/agent.yml", String(shard))), remote_write };
  await folder.write(`${own}/targets/all.yml`, stringify([{ targets: hosts.addresses }]));
  return runPrometheus(await folder.write(`${own}/agent.yml`, stringify(config)), [
    "--enable-feature=agent",
    `--storage.agent.path=${join(folder.path, own, "data")}`,
  ]);
}

/** Starts a vmagent as described in the kit's `scrape.yml`. Its series have `cluster="vmagent"`. */
async function startVmagent(shard: number): Promise<Program> {
  const own = `vmagent-${shard}`;
  const config = await readQuick("victoria-metrics/scrape.yml");
  for (const job of config.scrape_configs) job.static_configs = [{ targets: [...hosts.addresses] }];
  return runVictoria("vmagent", [
    `-promscrape.config=${await folder.write(`${own}/scrape.yml`, stringify(config))}`,
    `-promscrape.cluster.membersCount=${SHARDS.length}`,
    `-promscrape.cluster.memberNum=${shard}`,
    `-remoteWrite.url=${store.url}/api/v1/write`,
    "-remoteWrite.label=cluster=vmagent",
    `-remoteWrite.tmpDataPath=${join(folder.path, own, "data")}`,
  ]);
}

describe.each(["production", "vmagent"])("three shards of the cluster %s", (cluster) => {
  test(
    "scrape every host, each by one of them",
    async () => {
      const scraped = await eventually("all hosts are scraped", async () => {
        const targets = await Promise.all((shards[cluster] ?? []).map(targetsOf));
        const lists = targets.map((list) => list.map(({ labels }) => labels.instance ?? ""));
        return lists.flat().length >= HOSTS && lists;
      });
      expect(scraped).toHaveLength(SHARDS.length);
      expect(scraped.flat().sort()).toEqual(hosts.addresses.toSorted());
      for (const list of scraped) expect(list).not.toBeEmpty();
    },
    LIMIT,
  );

  test(
    "send each host's whole series to the one store",
    async () => {
      const expression = `count by (instance) ({job="buntime", cluster="${cluster}", __name__=~"buntime_.+|process_.+|up|scrape_.+"})`;
      const counts = await eventually("all series are there", async () => {
        await Bun.sleep(200);
        const counts = await ask(store.url, expression);
        return (
          counts.length === HOSTS && counts.every(({ value }) => value >= seriesOf(APPS)) && counts
        );
      });
      expect(counts.map(({ metric }) => metric.instance).sort()).toEqual(
        hosts.addresses.toSorted(),
      );
    },
    LIMIT,
  );
});

test(
  "every expression that is shown anywhere has data in the store, and it takes those of the alerts",
  async () => {
    await untilNoneHas(await allExpressions(), async (expression) => {
      const answer = await ask(store.url, expression);
      return answer.some(({ value }) => Number.isFinite(value)) ? undefined : "no data";
    });
    for (const { expr } of await readRules("alerts.yml")) await ask(store.url, expr);
  },
  LIMIT,
);
