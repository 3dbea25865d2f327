import { Child } from "./child.ts";
import type { ClientRequest, Timed } from "./client.ts";
import { INTERVAL_MS, PATH, type Usage } from "./feed-server.ts";
import { type Goal, goal, type PartOptions, type PartResult, plusMinus, round } from "./report.ts";
import { interleave, percentile, ratio, spread } from "./statistics.ts";

/** Ways of feeding. */
const KINDS = ["plugin", "per-client loop"] as const;
type Kind = (typeof KINDS)[number];

/** How many clients, and how many workers in the pool that is read for them. */
const CELLS = [
  { clients: 1000, workers: 15 },
  { clients: 1000, workers: 500 },
  { clients: 5000, workers: 500 },
];

/** What one kind of feed costs with so many clients. */
interface Cost {
  /** CPU seconds of the server for each second, median of the seconds. */
  cpu: number;
  /** By how much the server has grown, in bytes. */
  bytesPerClient: number;
  /** Milliseconds by which an event misses its time, 99th percentile. */
  jitterP99: number;
  /** Milliseconds that another request takes, 99th percentile, without and with the clients. */
  otherAlone: number;
  otherBeside: number;
  /** CPU seconds for each second before any client came, and after all left. */
  idleBefore: number;
  idleAfter: number;
}

const COLUMNS: [heading: string, figure: keyof Cost, print: (value: number) => string][] = [
  ["CPU of a core", "cpu", (value) => value.toFixed(4)],
  ["kB a client", "bytesPerClient", (value) => round(value / 1000)],
  ["jitter p99 ms", "jitterP99", round],
  ["other p99 ms, alone", "otherAlone", round],
  ["beside", "otherBeside", round],
  ["CPU before they came", "idleBefore", (value) => value.toFixed(4)],
  ["after they left", "idleAfter", (value) => value.toFixed(4)],
];

/** The live feed beside a loop per client, at one event a second. */
export async function feedPart({ quick }: PartOptions): Promise<PartResult> {
  const rows: string[][] = [];
  const goals: Goal[] = [];
  const figures: Record<string, unknown> = {};
  const headline: Record<string, number> = {};
  for (const { clients, workers } of quick ? CELLS.slice(0, 1) : CELLS) {
    const costs = await interleave(KINDS, quick ? 1 : 2, (kind) =>
      measure(kind, workers, clients, quick ? 2 : 4),
    );
    for (const kind of KINDS) {
      const cells = COLUMNS.map(([, figure, print]) =>
        plusMinus(spread(costs[kind].map((cost) => cost[figure])), print),
      );
      rows.push([`${clients}, ${workers}: ${kind}`, ...cells]);
    }
    goals.push(...goalsOf(clients, workers, costs));
    const cpu = (kind: Kind) => costs[kind].map((cost) => cost.cpu);
    if (clients === 1000) {
      const times = ratio(cpu("per-client loop"), cpu("plugin")).median;
      headline[workers === 15 ? "few" : "many"] = times;
    }
    figures[`${clients}, ${workers}`] = costs;
  }
  return {
    title: "4. The live feed at one event a second, beside a streamSSE loop per client, ± MAD",
    columns: ["clients, workers", ...COLUMNS.map(([heading]) => heading)],
    rows,
    goals,
    notes: [
      "CPU of a core: the server's CPU seconds for each second; 1 is a whole core.",
      "jitter: by how much an event misses its time, of all clients' events.",
      "other: unrelated requests, one begun every 2 ms; alone: before any client came.",
    ],
    headline,
    figures,
  };
}

function goalsOf(clients: number, workers: number, costs: Record<Kind, Cost[]>): Goal[] {
  const name = `${clients.toLocaleString("en")} clients, ${workers} workers`;
  const all = (kind: Kind, figure: keyof Cost) => costs[kind].map((cost) => cost[figure]);
  const less = (figure: keyof Cost) =>
    ratio(all("per-client loop", figure), all("plugin", figure)).median;
  const rise = (from: keyof Cost, to: keyof Cost) =>
    spread(costs.plugin.map((cost) => cost[to] - cost[from])).median;
  const alone = spread(all("plugin", "otherAlone")).median;
  const more = rise("otherAlone", "otherBeside");
  // Missed as well where the machine was too busy for the run to tell.
  const busy = alone > 5 ? `; ${round(alone)} ms alone, the machine was too busy to tell` : "";
  const factor = workers === 15 ? 4 : 10;
  const againstLoop = [
    goal(`${name}: ${factor}x less CPU`, less("cpu"), { atLeast: factor }),
    goal(`${name}: 2x less memory`, less("bytesPerClient"), { atLeast: 2 }),
  ];
  return [
    ...(clients === 1000 ? againstLoop : []),
    {
      text: `${name}: another request's p99 rises by at most 5 ms`,
      met: more <= 5 && busy === "",
      measured: `${round(more)} ms${busy}`,
    },
    goal(
      `${name}: no more CPU after they left than before they came (0.5 % of a core)`,
      rise("idleBefore", "idleAfter") * 100,
      { atMost: 0.5 },
      " %",
    ),
  ];
}

/** Starts a server and clients, and watches them for some seconds. */
async function measure(kind: Kind, workers: number, clients: number, seconds: number) {
  const server = new Child("feed-server.ts", [kind, workers], { core: 0 });
  const url = `http://127.0.0.1:${await server.ready<number>()}`;
  const [other, crowd] = [await startClient(), await startClient()];
  await otherP99(other, url, 1); // warms it up
  const otherAlone = await otherP99(other, url, 2);
  await server.ask("collect");
  await Bun.sleep(1000);
  const idleBefore = await cpuOver(server, 1000);
  const empty = await server.ask<Usage>("collect");
  const feeds: ClientRequest = { do: "feeds", url: url + PATH, count: clients };
  const connected = await crowd.ask<number>(feeds);
  if (connected !== clients) throw new Error(`${connected} of ${clients} clients are connected`);
  await Bun.sleep(1000); // what connecting costs is not the feed's
  const misses: ClientRequest = { do: "misses", interval: INTERVAL_MS };
  await crowd.ask(misses);
  const cpu: number[] = [];
  for (let second = 0; second < seconds; second++) cpu.push(await cpuOver(server, 1000));
  const jitterP99 = percentile(await crowd.ask<number[]>(misses), 99);
  const otherBeside = await otherP99(other, url, 3);
  const full = await server.ask<Usage>("collect");
  await crowd.stop();
  await Bun.sleep(3000); // until then it collects
  const idleAfter = await cpuOver(server, 1000);
  await Promise.all([other.stop(), server.stop()]);
  const bytesPerClient = (full.rss - empty.rss) / clients;
  const idle = { idleBefore, idleAfter };
  return { cpu: spread(cpu).median, bytesPerClient, jitterP99, otherAlone, otherBeside, ...idle };
}

async function startClient(): Promise<Child> {
  const client = new Child("client.ts", [], { core: 1 });
  await client.ready();
  return client;
}

/** The median of some seconds' 99th percentiles: each of the seconds has one or two ticks of the feed. */
async function otherP99(other: Child, url: string, seconds: number): Promise<number> {
  const request: ClientRequest = { do: "time", url: `${url}/other`, every: 2, milliseconds: 1000 };
  const p99s: number[] = [];
  for (let second = 0; second < seconds; second++) {
    const requests = await other.ask<Timed[]>(request);
    const times = requests.map(({ took }) => took);
    p99s.push(percentile(times, 99));
  }
  return spread(p99s).median;
}

/** CPU seconds for each second. */
async function cpuOver(server: Child, milliseconds: number): Promise<number> {
  const before = await server.ask<Usage>("usage");
  await Bun.sleep(milliseconds);
  const after = await server.ask<Usage>("usage");
  return (after.cpuSeconds - before.cpuSeconds) / (after.at - before.at);
}
