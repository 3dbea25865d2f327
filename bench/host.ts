import { Child } from "./child.ts";
import type { ClientRequest, Timed } from "./client.ts";
import { type Goal, goal, type PartOptions, type PartResult, plusMinus, round } from "./report.ts";
import { detectable, interleave, percentile, spread } from "./statistics.ts";

/** Real workers of the host whose requests are measured beside a large pool. */
const CROWD = 500;
const APPS = ["hello", "clock", "dice", "uuid", "echo", "visits"];
/** How long after a reading began requests count as near it, in milliseconds. */
const NEAR_MS = 20;

/** A way of reading the plugin: at a pace, or by feeds. Without a path nothing is read. */
interface Way {
  name: string;
  host: "few" | "crowd";
  path?: string;
  every?: number;
  feeds?: number;
}

const WAYS: readonly Way[] = [
  { name: "nothing", host: "few" },
  { name: "nothing again", host: "few" },
  { name: "scrape at 1 Hz", host: "few", path: "/prometheus" },
  { name: "200 feeds", host: "few", path: "/sse", feeds: 200 },
  { name: "stats at 1 Hz", host: "few", path: "/stats" },
  { name: `${CROWD} workers: nothing`, host: "crowd" },
  { name: `${CROWD} workers: scrape at 1 Hz`, host: "crowd", path: "/prometheus" },
  { name: `${CROWD} workers: stats at 1 Hz`, host: "crowd", path: "/stats" },
];
const NAMES = WAYS.map(({ name }) => name);

/** What the requests of one round took, in milliseconds. */
interface Quantiles {
  p50: number;
  p99: number;
  /** The 99th percentile of those begun within `NEAR_MS` after a reading began; `NaN` without any. */
  near: number;
}
const QUANTILES = ["p50", "p99", "near"] as const;
type Results = Record<string, Quantiles[]>;

/** What readers of the plugin cost an app's requests. */
export async function hostPart({ quick }: PartOptions): Promise<PartResult> {
  const hosts = {
    few: new Child("host-server.ts", [0, 250], { core: 0 }),
    crowd: new Child("host-server.ts", [CROWD, 250, "threads"], { core: 0 }),
  };
  const urls = { few: await urlOf(hosts.few), crowd: await urlOf(hosts.crowd) };
  // Readers yield the core to the prober: what they do with a response is not the host's cost.
  const prober = new Child("client.ts", [], { core: 1 });
  const readers = new Child("client.ts", [], { core: 1, yields: true });
  await Promise.all([prober.ready(), readers.ready()]);
  const probe = (host: Way["host"], milliseconds: number) => {
    const request = { do: "time", url: `${urls[host]}/hello/`, every: 1, milliseconds } as const;
    return prober.ask<Timed[]>(request satisfies ClientRequest);
  };
  for (const host of ["few", "crowd"] as const) await probe(host, quick ? 500 : 3000); // warms it up
  const results: Results = await interleave(NAMES, quick ? 2 : 9, async (name) => {
    const way = wayOf(name);
    await readers.ask(requestOf(way, urls[way.host]));
    const requests = await probe(way.host, quick ? 400 : 2000);
    const began = await readers.ask<number[]>({ do: "began" });
    await readers.ask({ do: "stop" });
    return quantilesOf(requests, isSingle(way) ? began : []);
  });
  await Promise.all([prober, readers, hosts.few, hosts.crowd].map((child) => child.stop()));
  return report(results);
}

async function urlOf(host: Child): Promise<string> {
  const url = `http://127.0.0.1:${await host.ready<number>()}`;
  for (const app of APPS) await (await fetch(`${url}/${app}/`)).arrayBuffer();
  return url;
}

function requestOf({ path, feeds, every = 1000 }: Way, host: string): ClientRequest {
  const url = path && `${host}/metrics/api/metrics${path}`;
  return feeds ? { do: "feeds", url: url ?? "", count: feeds } : { do: "read", url, every };
}

/** Whether its readings are so far apart that a request is near one or not. */
function isSingle({ every = 1000, feeds }: Way): boolean {
  return every === 1000 && feeds === undefined;
}

function wayOf(name: string): Way {
  const way = WAYS.find((one) => one.name === name);
  if (way === undefined) throw new Error(`no way ${name}`);
  return way;
}

/** @param began - When readings began, on the requests' clock. */
function quantilesOf(requests: readonly Timed[], began: readonly number[]): Quantiles {
  const isNear = ({ at }: Timed) => began.some((begin) => at >= begin && at < begin + NEAR_MS);
  const times = requests.map(({ took }) => took);
  const near = requests.filter(isNear).map(({ took }) => took);
  return { p50: percentile(times, 50), p99: percentile(times, 99), near: percentile(near, 99) };
}

function report(results: Results): PartResult {
  const figures = ["more", "detectable"];
  return {
    title: "5. What the host pays: milliseconds of an app's requests, one begun each, ± MAD",
    columns: ["", "p50", ...figures, "p99", ...figures, "p99 near a reading", ...figures],
    rows: WAYS.map((way) => [
      way.name,
      ...QUANTILES.flatMap((which) => cells(results, way, which)),
    ]),
    goals: [
      ...unchanged(results, "scrape at 1 Hz", "p50", 10),
      ...unchanged(results, "scrape at 1 Hz", "p99", 25),
      ...unchanged(results, `${CROWD} workers: scrape at 1 Hz`, "p99", 25),
      near(results, "scrape at 1 Hz", 1),
      near(results, `${CROWD} workers: scrape at 1 Hz`, 5),
    ],
    notes: [
      `near a reading: begun within ${NEAR_MS} ms after one began; with nothing, after as many moments without one.`,
      "more: median of the rounds' differences from `nothing` on the same host; `nothing again` shows the noise.",
      "detectable: the smallest median difference that the rounds could have shown (80 % power, 5 % level).",
      "The host, its workers included, stays on one CPU core; readers and prober share another.",
      `${CROWD} workers: the plugin's pool is made of as many real threads, which it samples.`,
    ],
    headline: {
      rise: spread(differencesOf(results, wayOf("scrape at 1 Hz"), "p99")).median,
      detectable: detectable(differencesOf(results, wayOf("scrape at 1 Hz"), "p99")),
    },
    figures: { results },
  };
}

function cells(results: Results, way: Way, which: keyof Quantiles): string[] {
  if (which === "near" && !isSingle(way)) return ["", "", ""];
  const differences = differencesOf(results, way, which);
  const all = (results[way.name] ?? []).map((quantiles) => quantiles[which]);
  const cell = plusMinus(spread(all), milliseconds);
  return [cell, milliseconds(spread(differences).median), milliseconds(detectable(differences))];
}

function milliseconds(value: number): string {
  return value.toFixed(3);
}

/** The rounds of the same host without a reader. */
function baseOf(results: Results, { host }: Way): Quantiles[] {
  return results[host === "few" ? "nothing" : `${CROWD} workers: nothing`] ?? [];
}

function differencesOf(results: Results, way: Way, which: keyof Quantiles): number[] {
  const base = baseOf(results, way);
  return (results[way.name] ?? []).map(
    (quantiles, at) => quantiles[which] - (base[at]?.[which] ?? Number.NaN),
  );
}

/** That no difference could be detected, and that one of so many percent could have been. */
function unchanged(results: Results, name: string, which: "p50" | "p99", percent: number): Goal[] {
  const differences = differencesOf(results, wayOf(name), which);
  const limit = detectable(differences);
  const base = spread(baseOf(results, wayOf(name)).map((quantiles) => quantiles[which])).median;
  const more = spread(differences).median;
  return [
    {
      text: `${name}: ${which} rises by less than could be detected (${round(limit)} ms)`,
      met: more < limit,
      measured: `${milliseconds(more)} ms`,
    },
    goal(`that is below ${percent} % of ${which}`, (limit / base) * 100, { atMost: percent }, " %"),
  ];
}

function near(results: Results, name: string, atMost: number): Goal {
  const { median } = spread(differencesOf(results, wayOf(name), "near"));
  return goal(
    `${name}: p99 near a reading rises by at most ${atMost} ms`,
    median,
    { atMost },
    " ms",
  );
}
