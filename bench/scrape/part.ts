import { Child } from "../child.ts";
import { spread } from "../noise.ts";
import { goal, type PartOptions, type PartResult, round } from "../result.ts";
import { interleave, ratios } from "../rounds.ts";
import { wrk } from "../wrk.ts";
import { CONTESTANTS, type Contestant, PATH } from "./contestants.ts";

interface Server {
  child: Child;
  url: string;
}
type Rates = Record<Contestant, number[]>;

/** The whole scrape: router, reading of the pool, text and HTTP, at one connection and at sixteen. */
export async function scrapePart({ quick }: PartOptions): Promise<PartResult> {
  const servers = await startAll();
  const rounds = quick ? 1 : 5;
  for (const { url } of Object.values(servers)) await wrk(url, 16, 1);
  const one = await rates(servers, 1, rounds);
  const sixteen = await rates(servers, 16, rounds);
  const reads = await readsPerScrape(servers);
  await Promise.all(Object.values(servers).map(({ child }) => child.stop()));
  return report(one, sixteen, reads);
}

async function startAll(): Promise<Record<Contestant, Server>> {
  const servers: Partial<Record<Contestant, Server>> = {};
  for (const name of CONTESTANTS) {
    const child = new Child(`${import.meta.dir}/server.ts`, [name], { core: 0 });
    const port = await child.ready<number>();
    servers[name] = { child, url: `http://127.0.0.1:${port}${PATH}` };
  }
  return servers as Record<Contestant, Server>;
}

function rates(
  servers: Record<Contestant, Server>,
  connections: number,
  rounds: number,
): Promise<Rates> {
  return interleave(CONTESTANTS, rounds, async (name) => {
    const { requestsPerSecond } = await wrk(servers[name].url, connections, 1);
    return requestsPerSecond;
  });
}

/** Calls of the pool's methods for one scrape that comes alone. */
async function readsPerScrape(servers: Record<Contestant, Server>) {
  const reads: Record<string, string> = {};
  for (const name of CONTESTANTS) {
    const { child, url } = servers[name];
    const before = await child.ask<Record<string, number>>("reads");
    for (let index = 0; index < 20; index++) await (await fetch(url)).text();
    const after = await child.ask<Record<string, number>>("reads");
    reads[name] = Object.entries(after)
      .map(([method, count]) => `${(count - (before[method] ?? 0)) / 20}`)
      .join(" + ");
  }
  return reads;
}

function report(one: Rates, sixteen: Rates, reads: Record<string, string>): PartResult {
  const against = (rates: Rates, peer: Contestant) =>
    spread(ratios(rates.plugin, rates[peer])).median;
  return {
    title: "2. A scrape through the router and over HTTP, requests per second, 15 workers",
    columns: ["", "1 connection", "± MAD", "plugin is", "16", "± MAD", "plugin is", "pool reads"],
    rows: CONTESTANTS.map((name) => [
      name,
      ...[one, sixteen].flatMap((rates) => [
        round(spread(rates[name]).median),
        round(spread(rates[name]).mad),
        `${round(against(rates, name))}x`,
      ]),
      reads[name] ?? "",
    ]),
    goals: [
      goal("at least 2x prom-client, 1 connection", against(one, "prom-client"), { atLeast: 2 }),
      goal("at least 2x prom-client, 16", against(sixteen, "prom-client"), { atLeast: 2 }),
      goal("at least 0.85x the floor, 1 connection", against(one, "floor"), { atLeast: 0.85 }),
    ],
    notes: [
      "floor: the same router and body, one getMetrics() a request; reads: all that a scrape calls of the pool",
      "and the process, nothing made of it; constant: Bun.serve alone.",
      "pool reads: calls of getMetrics() + getWorkerStats() for one scrape.",
    ],
    figures: { one, sixteen, reads },
  };
}
