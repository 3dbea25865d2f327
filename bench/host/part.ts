import { Child } from "../child.ts";
import { detectable, percentile, spread } from "../noise.ts";
import { type Goal, goal, type PartOptions, type PartResult, round } from "../result.ts";
import { interleave } from "../rounds.ts";

const WAYS = [
  "nothing",
  "nothing again",
  "scrape at 1 Hz",
  "scrape at 100 Hz",
  "200 feeds",
  "stats at 1 Hz",
] as const;
type Way = (typeof WAYS)[number];
type Quantiles = { p50: number; p99: number };
type Results = Record<Way, Quantiles[]>;

const APPS = ["hello", "clock", "dice", "uuid", "echo", "visits"];

/** What an app's requests pay for those who read the plugin. */
export async function hostPart({ quick }: PartOptions): Promise<PartResult> {
  const host = new Child(`${import.meta.dir}/host.ts`, [], { core: 0 });
  const url = `http://127.0.0.1:${await host.ready<number>()}`;
  for (const app of APPS) await (await fetch(`${url}/${app}/`)).arrayBuffer();
  const prober = await start("prober", `${url}/hello/`);
  const readers = await start("readers", `${url}/metrics/api/metrics`);
  await prober.ask(quick ? "500" : "3000"); // warms it up
  const results: Results = await interleave(WAYS, quick ? 2 : 21, async (way) => {
    await readers.ask(way);
    const times = await prober.ask<number[]>(quick ? "400" : "2000");
    return { p50: percentile(times, 50), p99: percentile(times, 99) };
  });
  await Promise.all([prober.stop(), readers.stop(), host.stop()]);
  return report(results);
}

async function start(script: string, argument: string): Promise<Child> {
  const child = new Child(`${import.meta.dir}/${script}.ts`, [argument], { core: 1 });
  await child.ready();
  return child;
}

function report(results: Results): PartResult {
  return {
    title: "5. What the host pays: milliseconds of an app's requests, one after the other",
    columns: ["", "p50", "± MAD", "more", "detectable", "p99", "± MAD", "more", "detectable"],
    rows: WAYS.map((way) => [way, ...cells(results, way, "p50"), ...cells(results, way, "p99")]),
    goals: [...goals(results, "p50", 10), ...goals(results, "p99", 25)],
    notes: [
      "more: median of the rounds' differences from `nothing`; `nothing again` shows the noise.",
      "detectable: the smallest median difference that the rounds could have shown (80 % power, 5 % level).",
      "The host, its workers included, stays on one CPU core; readers and prober share another.",
    ],
    figures: { results },
  };
}

function cells(results: Results, way: Way, which: keyof Quantiles): string[] {
  const { median, mad } = spread(results[way].map((quantiles) => quantiles[which]));
  const differences = differencesOf(results, way, which);
  const rest = [spread(differences).median, detectable(differences)].map((value) =>
    value.toFixed(3),
  );
  return [median.toFixed(3), mad.toFixed(3), ...rest];
}

function differencesOf(results: Results, way: Way, which: keyof Quantiles): number[] {
  return results[way].map(
    (quantiles, at) => quantiles[which] - (results.nothing[at]?.[which] ?? Number.NaN),
  );
}

function goals(results: Results, which: keyof Quantiles, percent: number): Goal[] {
  const differences = differencesOf(results, "scrape at 1 Hz", which);
  const limit = detectable(differences);
  const base = spread(results.nothing.map((quantiles) => quantiles[which])).median;
  const more = spread(differences).median;
  return [
    {
      text: `at 1 Hz ${which} rises by less than could be detected (${round(limit)} ms)`,
      met: more < limit,
      measured: `${more.toFixed(3)} ms`,
    },
    goal(`that is below ${percent} % of ${which}`, (limit / base) * 100, { atMost: percent }, " %"),
  ];
}
