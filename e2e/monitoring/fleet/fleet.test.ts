import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { seriesOf } from "../../../monitoring/fleet/sizing.ts";
import { eventually } from "../../../testing/eventually.ts";
import { makeTempFolder } from "../../../testing/temp-folder.ts";
import { allExpressions, untilNoneHas } from "../expressions.ts";
import { KIT, readRules } from "../stack/kit.ts";
import type { Program } from "../stack/program.ts";
import { ask } from "../stack/query.ts";
import { runVictoria, targetsOf } from "../stack/servers.ts";
import { type MadeHosts, startMadeHosts } from "./made-hosts.ts";
import { SHARDS, startAgents, startVmagents } from "./shards.ts";

/** So many that none of three shards is without one. */
const HOSTS = 40;
const APPS = 3;
const LIMIT = 150_000;

const stops = new AsyncDisposableStack();
let hosts: MadeHosts;
let store: Program;
const shards: Record<string, Program[]> = {};

beforeAll(async () => {
  const folder = stops.use(await makeTempFolder());
  hosts = startMadeHosts(HOSTS, APPS);
  stops.defer(() => hosts.stop());
  const storage = [`-storageDataPath=${join(folder.path, "store")}`, "-search.latencyOffset=0s"];
  store = started(await runVictoria("victoriaMetrics", storage));
  shards.production = await startAgents(folder.path, hosts.addresses, store.url);
  shards.vmagent = await startVmagents(folder.path, hosts.addresses, store.url);
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
