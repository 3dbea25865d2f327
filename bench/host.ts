import { Child } from "./child.ts";
import type { ClientRequest, Timed } from "./client.ts";
import { type Goal, goal, type PartOptions, type PartResult, plusMinus, round } from "./report.ts";
import { detectable, differences, interleave, percentile, spread } from "./statistics.ts";

/** Real workers of the host whose requests are measured while the plugin reads a large pool. */
const CROWD = 500;
const APPS = ["hello", "clock", "dice", "uuid", "echo", "visits"];
/** How long after a reading began requests count as near it, in milliseconds. */
const NEAR_MS = 20;

/** Ways of reading the plugin, once a second or by feeds, on each of two hosts. */
const WAYS: Record<string, { path?: string; feeds?: number }> = {
  nothing: {},
  "nothing again": {},
  "scrape at 1 Hz": { path: "/prometheus" },
  "200 feeds": { path: "/sse", feeds: 200 },
  "stats at 1 Hz": { path: "/stats" },
};
const NAMES = [
  ...Object.keys(WAYS).map((way) => nameOf("few", way)),
  ...["nothing", "scrape at 1 Hz", "stats at 1 Hz"].map((way) => nameOf("crowd", way)),
];
const FEW = nameOf("few", "scrape at 1 Hz");
const MANY = nameOf("crowd", "scrape at 1 Hz");

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
  const probe = (url: string, milliseconds: number) => {
    const request = { do: "time", url: `${url}/hello/`, every: 1, milliseconds } as const;
    return prober.ask<Timed[]>(request satisfies ClientRequest);
  };
  for (const url of Object.values(urls)) await probe(url, quick ? 500 : 3000); // warms it up
  const results: Results = await interleave(NAMES, quick ? 2 : 9, async (name) => {
    const url = urls[hostOf(name)];
    const { path, feeds } = wayOf(name);
    const read = path && `${url}/metrics/api/metrics${path}`;
    await readers.ask(
      feeds ? { do: "feeds", url: read, count: feeds } : { do: "read", url: read, every: 1000 },
    );
    const requests = await probe(url, quick ? 400 : 2000);
    return quantilesOf(requests, await readers.ask<number[]>({ do: "stop" }));
  });
  await Promise.all([prober, readers, hosts.few, hosts.crowd].map((child) => child.stop()));
  return report(results);
}

async function urlOf(host: Child): Promise<string> {
  const url = `http://127.0.0.1:${await host.ready<number>()}`;
  for (const app of APPS) await (await fetch(`${url}/${app}/`)).arrayBuffer();
  return url;
}

function nameOf(host: "few" | "crowd", way: string): string {
  return host === "few" ? way : `${CROWD} workers: ${way}`;
}

function hostOf(name: string): "few" | "crowd" {
  return name.includes(": ") ? "crowd" : "few";
}

function wayOf(name: string): { path?: string; feeds?: number } {
  return WAYS[name.split(": ").at(-1) ?? ""] ?? {};
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
      near(results, FEW, 1),
      near(results, MANY, 5),
    ],
    notes: [
      `near a reading: begun within ${NEAR_MS} ms after a reading began; with nothing, after as many arbitrary times.`,
      "more: median of the rounds' differences from `nothing` on the same host; `nothing again` shows the noise.",
      "detectable: the smallest median difference that the rounds could have shown (80 % power, 5 % level).",
      "The host and its workers stay on one CPU core; readers and prober share another.",
      `${CROWD} workers: the plugin's pool has as many real threads, which it samples.`,
    ],
    headline: {
      rise: spread(differencesOf(results, FEW, "p99")).median,
      detectable: detectable(differencesOf(results, FEW, "p99")),
    },
    figures: { results },
  };
}

function cells(results: Results, name: string, which: Quantile): string[] {
  if (which === "near" && wayOf(name).feeds) return ["", "", ""];
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

/** Round by round, from the same host without a reader. */
function differencesOf(results: Results, name: string, which: Quantile): number[] {
  return differences(
    all(results, name, which),
    all(results, nameOf(hostOf(name), "nothing"), which),
  );
}

/** Goals: no detectable difference, and a detectable difference below a percentage. */
function unchanged(results: Results, name: string, which: "p50" | "p99", percent: number): Goal[] {
  const rises = differencesOf(results, name, which);
  const limit = detectable(rises);
  const base = spread(all(results, nameOf(hostOf(name), "nothing"), which)).median;
  const more = spread(rises).median;
  const text = `${name}: ${which} rises by less than could be detected (${round(limit)} ms)`;
  return [
    { text, met: more < limit, measured: `${milliseconds(more)} ms` },
    goal(`that is below ${percent} % of ${which}`, (limit / base) * 100, { atMost: percent }, " %"),
  ];
}

function near(results: Results, name: string, atMost: number): Goal {
  const { median } = spread(differencesOf(results, name, "near"));
  const text = `${name}: p99 near a reading rises by at most ${atMost} ms`;
  return goal(text, median, { atMost }, " ms");
}
