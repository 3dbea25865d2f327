import { root } from "../scripts/root.ts";
import { Child, pinnedTo } from "./child.ts";
import { goal, type PartOptions, type PartResult, plusMinus, round } from "./report.ts";
import { type InProcess, PATH } from "./scrape-server.ts";
import { interleave, ratio, spread } from "./statistics.ts";

/** Calls of the pool's methods. */
interface Reads {
  metrics: number;
  workerStats: number;
}

interface Server {
  child: Child;
  url: string;
  /** Readings of the pool for each request, run by run. */
  reads: Reads[];
}

/** What is measured of a server; of `higher` figures more is better. */
interface Figure {
  name: string;
  higher: boolean;
  measure: (server: Server) => Promise<number>;
}

const ONE = overHttp("requests/s, 1 connection", 1);
const SIXTEEN = overHttp("16 connections", 16);
const IN_PROCESS = [15, 500].flatMap((workers) => [
  inProcess(`us in process, ${workers} workers`, { workers, encoding: "identity" }),
  inProcess(`${workers} workers, gzip`, { workers, encoding: "gzip" }),
]);
const CONTESTANTS = ["plugin", "plugin, pool at rest", "prom-client", "reads", "floor", "constant"];
const BUILDS = ["this build", "this build again", "the other build"];

/** The whole scrape: router, reading of the pool, text and HTTP, at one connection and at sixteen. */
export async function scrapePart({ quick }: PartOptions): Promise<PartResult> {
  const servers = new Map<string, Server>();
  for (const name of CONTESTANTS) servers.set(name, await startServer(name));
  const one = await compare(servers, ONE, quick ? 2 : 5);
  const oneReads = CONTESTANTS.map((name) => readsOf(servers, name));
  const sixteen = await compare(servers, SIXTEEN, quick ? 2 : 5);
  await stopAll(servers);
  return {
    title: "2. A scrape through the router and over HTTP, requests per second, 15 workers",
    columns: ["", ...one.columns, "pool reads", ...sixteen.columns, "pool reads"],
    rows: CONTESTANTS.map((name, at) => [
      ...[name, ...one.cells(name), oneReads[at] ?? ""],
      ...[...sixteen.cells(name), readsOf(servers, name)],
    ]),
    goals: [
      goal("at least 2x prom-client, 1 connection", one.speed("prom-client"), { atLeast: 2 }),
      goal("at least 2x prom-client, 16", sixteen.speed("prom-client"), { atLeast: 2 }),
      goal("at least 0.85x reads, 1 connection", one.speed("reads"), { atLeast: 0.85 }),
    ],
    notes: [
      "reads: a constant body through the same router, after all calls that a scrape makes to the pool and the process; floor: after one getMetrics(); constant: only Bun.serve.",
      "pool at rest: no app has served a request since the last reading; otherwise every second one has.",
      "pool reads: calls of getMetrics() + getWorkerStats() per request in these runs.",
    ],
    headline: { one: one.speed("prom-client"), sixteen: sixteen.speed("prom-client") },
    figures: { one: one.figures, sixteen: sixteen.figures },
  };
}

/** A difference that a run on a quiet machine does not explain. */
const SLOWER = 0.95;

/** Scrapes of this build and of another checkout's; `this build again` shows the noise. */
export async function againstPart({ quick, against = "" }: PartOptions): Promise<PartResult> {
  const servers = new Map<string, Server>();
  for (const name of BUILDS) {
    servers.set(name, await startServer("plugin", name === "the other build" ? against : root));
  }
  const columns: string[] = [];
  const rows = BUILDS.map((name) => [name]);
  const goals: PartResult["goals"] = [];
  const figures: Record<string, unknown> = {};
  for (const figure of [ONE, SIXTEEN, ...IN_PROCESS]) {
    const compared = await compare(servers, figure, quick ? 2 : 15);
    columns.push(...compared.columns);
    rows.forEach((row, at) => void row.push(...compared.cells(BUILDS[at] ?? "")));
    const speed = compared.speed("the other build");
    goals.push(goal(`${figure.name}: as fast as the other build`, speed, { atLeast: SLOWER }));
    figures[figure.name] = compared.figures;
  }
  await stopAll(servers);
  const notes = [`the other build: ${against}`];
  return { title: "Scrapes of two builds", columns: ["", ...columns], rows, goals, notes, figures };
}

/** Measures all servers in turns; speeds are ratios of the first one to each. */
async function compare(servers: Map<string, Server>, figure: Figure, rounds: number) {
  for (const server of servers.values()) server.reads.length = 0;
  const names = [...servers.keys()];
  const figures = await interleave(names, rounds, (name) =>
    figure.measure(serverOf(servers, name)),
  );
  const of = (name: string) => figures[name] ?? [];
  const [first = ""] = names;
  const speed = (name: string) =>
    (figure.higher ? ratio(of(first), of(name)) : ratio(of(name), of(first))).median;
  return {
    columns: [`${figure.name}, ± MAD`, `${first} is`],
    cells: (name: string) => [plusMinus(spread(of(name))), `${round(speed(name))}x`],
    speed,
    figures,
  };
}

/** Runs wrk, https://github.com/wg/wrk, for a second: one thread, on the second CPU core. */
function overHttp(name: string, connections: number): Figure {
  const measure = async ({ child, url, reads }: Server) => {
    const before = await child.ask<Reads>("reads");
    const command = [...pinnedTo(1), "wrk", "-t1", `-c${connections}`, "-d1s", url];
    const output = await Bun.$`${command}`.quiet().text();
    const after = await child.ask<Reads>("reads");
    const failed = /Non-2xx or 3xx responses: \d+|Socket errors: .*/.exec(output)?.[0];
    const [, rate] = /Requests\/sec:\s+([\d.]+)/.exec(output) ?? [];
    const [, count] = /(\d+) requests in/.exec(output) ?? [];
    if (failed || !rate || !count) throw new Error(`wrk ${url}: ${failed ?? output}`);
    reads.push({
      metrics: (after.metrics - before.metrics) / Number(count),
      workerStats: (after.workerStats - before.workerStats) / Number(count),
    });
    return Number(rate);
  };
  return { name, higher: true, measure };
}

function inProcess(name: string, scrape: InProcess): Figure {
  return { name, higher: false, measure: ({ child }) => child.ask<number>(scrape) };
}

async function startServer(contestant: string, folder = root): Promise<Server> {
  const child = new Child("scrape-server.ts", [contestant, folder], { core: 0 });
  const server = {
    child,
    url: `http://127.0.0.1:${await child.ready<number>()}${PATH}`,
    reads: [],
  };
  await SIXTEEN.measure(server); // warms it up
  return server;
}

async function stopAll(servers: Map<string, Server>): Promise<void> {
  for (const { child } of servers.values()) await child.stop();
}

function serverOf(servers: Map<string, Server>, name: string): Server {
  const server = servers.get(name);
  if (server === undefined) throw new Error(`no server of ${name}`);
  return server;
}

function readsOf(servers: Map<string, Server>, name: string): string {
  const { reads } = serverOf(servers, name);
  const median = (method: keyof Reads) => spread(reads.map((run) => run[method])).median.toFixed(2);
  return `${median("metrics")} + ${median("workerStats")}`;
}
