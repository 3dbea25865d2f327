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
/** One run of wrk. */
interface Run {
  requestsPerSecond: number;
  /** Calls of the pool's methods for each request. */
  reads: { metrics: number; workerStats: number };
}
type Runs = Record<Contestant, Run[]>;

/** The whole scrape: router, reading of the pool, text and HTTP, at one connection and at sixteen. */
export async function scrapePart({ quick }: PartOptions): Promise<PartResult> {
  const servers = await startAll();
  const rounds = quick ? 1 : 6;
  for (const { url } of Object.values(servers)) await wrk(url, 16, 1);
  const one = await runs(servers, 1, rounds);
  const sixteen = await runs(servers, 16, rounds);
  await Promise.all(Object.values(servers).map(({ child }) => child.stop()));
  return report(one, sixteen);
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

function runs(
  servers: Record<Contestant, Server>,
  connections: number,
  rounds: number,
): Promise<Runs> {
  return interleave(CONTESTANTS, rounds, async (name): Promise<Run> => {
    const { child, url } = servers[name];
    const before = await child.ask<Run["reads"]>("reads");
    const { requestsPerSecond, requests } = await wrk(url, connections, 1);
    const after = await child.ask<Run["reads"]>("reads");
    const metrics = (after.metrics - before.metrics) / requests;
    const workerStats = (after.workerStats - before.workerStats) / requests;
    return { requestsPerSecond, reads: { metrics, workerStats } };
  });
}

function report(one: Runs, sixteen: Runs): PartResult {
  const against = (runs: Runs, peer: Contestant) =>
    spread(ratios(ratesOf(runs.plugin), ratesOf(runs[peer]))).median;
  const cells = (runs: Runs, name: Contestant) => {
    const { median, mad } = spread(ratesOf(runs[name]));
    return [round(median), round(mad), `${round(against(runs, name))}x`, readsOf(runs[name])];
  };
  const figures = ["± MAD", "plugin is", "pool reads"];
  return {
    title: "2. A scrape through the router and over HTTP, requests per second, 15 workers",
    columns: ["", "1 connection", ...figures, "16", ...figures],
    rows: CONTESTANTS.map((name) => [name, ...cells(one, name), ...cells(sixteen, name)]),
    goals: [
      goal("at least 2x prom-client, 1 connection", against(one, "prom-client"), { atLeast: 2 }),
      goal("at least 2x prom-client, 16", against(sixteen, "prom-client"), { atLeast: 2 }),
      goal("at least 0.85x the floor, 1 connection", against(one, "floor"), { atLeast: 0.85 }),
    ],
    notes: [
      "floor: the same router and body, one getMetrics() a request; reads: all that a scrape calls of the pool",
      "and the process, nothing made of it; constant: Bun.serve alone.",
      "pool at rest: no app has answered anything since the last reading; else every other one has.",
      "pool reads: calls of getMetrics() + getWorkerStats() for each request of these runs.",
    ],
    figures: { one, sixteen },
  };
}

function ratesOf(runs: readonly Run[]): number[] {
  return runs.map(({ requestsPerSecond }) => requestsPerSecond);
}

function readsOf(runs: readonly Run[]): string {
  const middle = (method: keyof Run["reads"]) =>
    spread(runs.map(({ reads }) => reads[method])).median.toFixed(2);
  return `${middle("metrics")} + ${middle("workerStats")}`;
}
