import { Child } from "./child.ts";
import type { ClientRequest, Timed } from "./client.ts";
import { type Goal, goal, type PartOptions, type PartResult, plusMinus, round } from "./report.ts";
import { detectable, differences, interleave, percentile, ratio, spread } from "./statistics.ts";

/** Real workers of the host whose requests are measured while the plugin reads a large pool. */
const CROWD = 500;
const APPS = ["hello", "clock", "dice", "uuid", "echo", "visits"];
/** How long after a reading began requests count as near it, in milliseconds. */
const NEAR_MS = 20;

/** What a scrape does beyond `reads` may delay requests by as much as what every reader must do. */
const MORE_THAN_READS = 2;
/** Readings of each kind before the rounds, and the time between two: see the README. */
const WARM_UP = { readings: 100, every: 20 };

/** Rounds on each host: on the one with many workers the differences are small beside those between rounds. */
const ROUNDS = { few: 9, crowd: 27 };

/** One of the two hosts, and what reads it: nothing, a request each second, or feeds. */
interface Way {
  host: "few" | "crowd";
  /** An endpoint of the plugin, or the peer's `reads`. */
  path?: string;
  feeds?: number;
}

const NOTHING = { few: "nothing", crowd: `${CROWD} workers: nothing` };
const FEW = "scrape at 1 Hz";
const MANY = `${CROWD} workers: ${FEW}`;
const READS = `${CROWD} workers: reads at 1 Hz`;
const WAYS: Record<string, Way> = {
  [NOTHING.few]: { host: "few" },
  "nothing again": { host: "few" },
  [FEW]: { host: "few", path: "/prometheus" },
  "200 feeds": { host: "few", path: "/sse", feeds: 200 },
  "stats at 1 Hz": { host: "few", path: "/stats" },
  [NOTHING.crowd]: { host: "crowd" },
  [READS]: { host: "crowd", path: "reads" },
  [MANY]: { host: "crowd", path: "/prometheus" },
  [`${CROWD} workers: stats at 1 Hz`]: { host: "crowd", path: "/stats" },
};
const NAMES = Object.keys(WAYS);

/** What the requests of one round took, in milliseconds. */
interface Quantiles {
  p50: number;
  p99: number;
  /** The 99th percentile of those begun within `NEAR_MS` after a reading began; `NaN` without any. */
  near: number;
}
type Quantile = keyof Quantiles;
type Results = Record<string, Quantiles[]>;

/** The cost of the plugin's readers for an app's requests. */
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
  const probe = (url: string, every: number, milliseconds: number) => {
    const request = { do: "time", url, every, milliseconds } as const;
    return prober.ask<Timed[]>(request satisfies ClientRequest);
  };
  const reads = await hosts.crowd.ask<string>("reads");
  const addressOf = ({ host, path }: Way) =>
    path === "reads" ? reads : path && `${urls[host]}/metrics/api/metrics${path}`;
  const requests = (host: Way["host"], milliseconds: number) =>
    probe(`${urls[host]}/hello/`, 1, milliseconds);
  const { readings, every } = WARM_UP;
  for (const way of Object.values(WAYS)) {
    const address = addressOf(way);
    if (address && !way.feeds) await probe(address, every, readings * every);
    else await requests(way.host, 1000);
  }
  const measure = async (name: string) => {
    const { feeds, ...way } = WAYS[name] as Way;
    const url = addressOf(way);
    await readers.ask(
      feeds ? { do: "feeds", url, count: feeds } : { do: "read", url, every: 1000 },
    );
    const timed = await requests(way.host, quick ? 400 : 2000);
    return quantilesOf(timed, await readers.ask<number[]>({ do: "stop" }));
  };
  const results: Results = {};
  for (const host of ["few", "crowd"] as const) {
    const names = NAMES.filter((name) => WAYS[name]?.host === host);
    Object.assign(results, await interleave(names, quick ? 2 : ROUNDS[host], measure));
  }
  await Promise.all([prober, readers, hosts.few, hosts.crowd].map((child) => child.stop()));
  return report(results);
}

async function urlOf(host: Child): Promise<string> {
  const url = `http://127.0.0.1:${await host.ready<number>()}`;
  for (const app of APPS) await (await fetch(`${url}/${app}/`)).arrayBuffer();
  return url;
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
  const quantiles = ["p50", "p99", "near"] as const;
  return {
    title:
      "5. Cost to the host: milliseconds of an app's requests, one begun each millisecond, ± MAD",
    columns: ["", "p50", ...figures, "p99", ...figures, "p99 near a reading", ...figures],
    rows: NAMES.map((name) => [name, ...quantiles.flatMap((which) => cells(results, name, which))]),
    goals: [
      ...unchanged(results, FEW, "p50", 10),
      ...unchanged(results, FEW, "p99", 25),
      ...unchanged(results, MANY, "p99", 25),
      ...unchanged(results, MANY, "p99", 25, READS),
      goal(
        `${FEW}: p99 near a reading rises by at most 1 ms`,
        spread(differencesOf(results, FEW, "near")).median,
        { atMost: 1 },
        " ms",
      ),
      goal(
        `${MANY}: p99 near a reading is at most ${MORE_THAN_READS}x that of reads`,
        ratio(all(results, MANY, "near"), all(results, READS, "near")).median,
        { atMost: MORE_THAN_READS },
      ),
    ],
    notes: [
      `near a reading: begun within ${NEAR_MS} ms after a reading began; with nothing, after as many arbitrary times.`,
      "more: median of the rounds' differences from `nothing` on the same host; `nothing again` shows the noise.",
      "detectable: the smallest median difference that the rounds could have shown (80 % power, 5 % level).",
      "The host and its workers stay on one CPU core; readers and prober share another.",
      `${CROWD} workers: the plugin's pool has as many real threads, which it samples.`,
      "reads: only the calls that a scrape makes to the pool and the process, and a constant body.",
    ],
    headline: {
      rise: spread(differencesOf(results, FEW, "p99")).median,
      detectable: detectable(differencesOf(results, FEW, "p99")),
    },
    figures: { results },
  };
}

function cells(results: Results, name: string, which: Quantile): string[] {
  if (which === "near" && WAYS[name]?.feeds) return ["", "", ""];
  const cell = plusMinus(spread(all(results, name, which)), milliseconds);
  const more = differencesOf(results, name, which);
  return [cell, milliseconds(spread(more).median), milliseconds(detectable(more))];
}

function milliseconds(value: number): string {
  return value.toFixed(3);
}

function all(results: Results, name: string, which: Quantile): number[] {
  return (results[name] ?? []).map((quantiles) => quantiles[which]);
}

/** Round by round, from another way; by default from the same host without a reader. */
function differencesOf(results: Results, name: string, which: Quantile, base = baseOf(name)) {
  return differences(all(results, name, which), all(results, base, which));
}

function baseOf(name: string): string {
  return WAYS[name]?.host === "crowd" ? NOTHING.crowd : NOTHING.few;
}

/** Goals: no detectable difference, and a detectable difference below a percentage. */
function unchanged(
  results: Results,
  name: string,
  which: "p50" | "p99",
  percent: number,
  from?: string,
): Goal[] {
  const rises = differencesOf(results, name, which, from);
  const limit = detectable(rises);
  const base = spread(all(results, from ?? baseOf(name), which)).median;
  const more = spread(rises).median;
  const rise = from ? "is above that of reads" : "rises";
  const text = `${name}: ${which} ${rise} by less than could be detected (${round(limit)} ms)`;
  return [
    { text, met: more < limit, measured: `${milliseconds(more)} ms` },
    goal(`that is below ${percent} % of ${which}`, (limit / base) * 100, { atMost: percent }, " %"),
  ];
}
