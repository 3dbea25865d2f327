import { Child } from "./child.ts";
import type { ClientRequest, Timed } from "./client.ts";
import { INTERVAL_MS, KINDS, PATH, type Usage } from "./feed-server.ts";
import { type Goal, goal, type PartOptions, type PartResult, plusMinus, round } from "./report.ts";
import { differences, interleave, percentile, ratio, spread } from "./statistics.ts";

type Kind = (typeof KINDS)[number];

/** How many clients, how many workers in the pool that is read for them, and what feeds them. */
const CELLS: readonly { clients: number; workers: number; kinds: readonly Kind[] }[] = [
  { clients: 1000, workers: 15, kinds: ["plugin", "loop per client"] },
  { clients: 1000, workers: 500, kinds: KINDS },
  { clients: 5000, workers: 500, kinds: ["plugin"] },
];

const shares = (value: number) => value.toFixed(4);

/** The cost of one kind of feed with a number of clients: headings, and how the figures are printed. */
const FIGURES = {
  /** CPU seconds of the server for each second, median of the seconds. */
  cpu: ["CPU of a core", shares],
  /** By how much the server has grown. */
  kilobytes: ["kB a client", round],
  /** Milliseconds by which an event misses its time, 99th percentile. */
  jitter: ["jitter p99 ms", round],
  /** Milliseconds that another request takes, 99th percentile, without and with the clients. */
  alone: ["other p99 ms, alone", round],
  beside: ["with feeds", round],
  /** CPU seconds for each second before any client came, and after all left. */
  idleBefore: ["CPU before they came", shares],
  idleAfter: ["after they left", shares],
} satisfies Record<string, [heading: string, print: (value: number) => string]>;
type Figure = keyof typeof FIGURES;
type Cost = Record<Figure, number>;
const NAMES = Object.keys(FIGURES) as Figure[];

/** The live feed compared with a loop per client, at one event a second. */
export async function feedPart({ quick }: PartOptions): Promise<PartResult> {
  const rows: string[][] = [];
  const goals: Goal[] = [];
  const figures: Record<string, unknown> = {};
  const headline: Record<string, number> = {};
  for (const { clients, workers, kinds } of quick ? CELLS.slice(0, 1) : CELLS) {
    const costs: Partial<Record<Kind, Cost[]>> = await interleave(kinds, quick ? 1 : 2, (kind) =>
      measure(kind, workers, clients, quick ? 2 : 4),
    );
    const all = (kind: Kind, figure: Figure) => (costs[kind] ?? []).map((cost) => cost[figure]);
    for (const kind of kinds) {
      const cells = NAMES.map((figure) => plusMinus(spread(all(kind, figure)), FIGURES[figure][1]));
      rows.push([`${clients}, ${workers}: ${kind}`, ...cells]);
    }
    const name = `${clients.toLocaleString("en")} clients, ${workers} workers`;
    if (kinds.length > 1) {
      const less = (figure: Figure) =>
        ratio(all("loop per client", figure), all("plugin", figure)).median;
      const atLeast = workers === 15 ? 4 : 10;
      goals.push(
        goal(`${name}: ${atLeast}x less CPU`, less("cpu"), { atLeast }),
        goal(`${name}: 2x less memory`, less("kilobytes"), { atLeast: 2 }),
      );
      headline[workers === 15 ? "few" : "many"] = less("cpu");
    }
    goals.push(...goalsOf(name, (figure) => all("plugin", figure)));
    figures[`${clients}, ${workers}`] = costs;
  }
  return {
    title:
      "4. The live feed at one event a second, compared with a streamSSE loop per client, ± MAD",
    columns: ["clients, workers", ...NAMES.map((figure) => FIGURES[figure][0])],
    rows,
    goals,
    notes: [
      "loop per client: each loop reads the pool itself; shared reading: loops that wake up in the same turn share a reading.",
      "CPU of a core: the server's CPU seconds per second; 1 is a whole core.",
      "jitter: how far events are off schedule, over all clients.",
      "other: unrelated requests, one begun every 2 ms; alone: before any client connected.",
    ],
    headline,
    figures,
  };
}

/** The feed's own goals, independent of its peers. */
function goalsOf(name: string, all: (figure: Figure) => number[]): Goal[] {
  const alone = spread(all("alone")).median;
  const more = spread(differences(all("beside"), all("alone"))).median;
  const idle = spread(differences(all("idleAfter"), all("idleBefore"))).median;
  // Missed as well where the machine was too busy for the run to tell.
  const busy = alone > 5 ? `; ${round(alone)} ms alone, the machine was too busy to tell` : "";
  return [
    {
      text: `${name}: another request's p99 rises by at most 5 ms`,
      met: more <= 5 && busy === "",
      measured: `${round(more)} ms${busy}`,
    },
    goal(
      `${name}: no more CPU after the clients left than before (0.5 % of a core)`,
      idle * 100,
      { atMost: 0.5 },
      " %",
    ),
  ];
}

/** Starts a server and clients, and watches them for some seconds. */
async function measure(
  kind: Kind,
  workers: number,
  clients: number,
  seconds: number,
): Promise<Cost> {
  const server = new Child("feed-server.ts", [kind, workers], { core: 0 });
  const url = `http://127.0.0.1:${await server.ready<number>()}`;
  const [other, crowd] = [1, 2].map(() => new Child("client.ts", [], { core: 1 })) as [
    Child,
    Child,
  ];
  await Promise.all([other.ready(), crowd.ready()]);
  await otherP99(other, url, 1); // warms it up
  const alone = await otherP99(other, url, 2);
  await server.ask("collect");
  await Bun.sleep(1000);
  const idleBefore = await cpuOver(server);
  const empty = await server.ask<Usage>("collect");
  const feeds: ClientRequest = { do: "feeds", url: url + PATH, count: clients };
  const connected = await crowd.ask<number>(feeds);
  if (connected !== clients) throw new Error(`${connected} of ${clients} clients are connected`);
  await Bun.sleep(1000); // what connecting costs is not the feed's
  const misses: ClientRequest = { do: "misses", interval: INTERVAL_MS };
  await crowd.ask(misses);
  const cpu: number[] = [];
  for (let second = 0; second < seconds; second++) cpu.push(await cpuOver(server));
  const jitter = percentile(await crowd.ask<number[]>(misses), 99);
  const beside = await otherP99(other, url, 3);
  const full = await server.ask<Usage>("collect");
  await crowd.stop();
  await Bun.sleep(3000); // until then it collects
  const idleAfter = await cpuOver(server);
  await Promise.all([other.stop(), server.stop()]);
  const kilobytes = (full.rss - empty.rss) / clients / 1000;
  return { cpu: spread(cpu).median, kilobytes, jitter, alone, beside, idleBefore, idleAfter };
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

/** CPU seconds of a second. */
async function cpuOver(server: Child): Promise<number> {
  const before = await server.ask<Usage>("usage");
  await Bun.sleep(1000);
  const after = await server.ask<Usage>("usage");
  return (after.cpuSeconds - before.cpuSeconds) / (after.at - before.at);
}
