import { Child } from "../child.ts";
import { detectable, spread } from "../noise.ts";
import { type Goal, goal, type PartOptions, type PartResult, plusMinus, round } from "../result.ts";
import { interleave } from "../rounds.ts";
import type { Timed } from "../steady-requests.ts";
import { NEAR_MS, type Quantiles, quantilesOf } from "./quantiles.ts";
import { WAYS, type Way } from "./ways.ts";

type Results = Record<Way, Quantiles[]>;

const APPS = ["hello", "clock", "dice", "uuid", "echo", "visits"];

/** What an app's requests pay for those who read the plugin. */
export async function hostPart({ quick }: PartOptions): Promise<PartResult> {
  const host = new Child(`${import.meta.dir}/host.ts`, ["0", "250"], { core: 0 });
  const url = `http://127.0.0.1:${await host.ready<number>()}`;
  for (const app of APPS) await (await fetch(`${url}/${app}/`)).arrayBuffer();
  const prober = await start("prober", `${url}/hello/`);
  const readers = await start("readers", `${url}/metrics/api/metrics`);
  await prober.ask(quick ? "500" : "3000"); // warms it up
  const results: Results = await interleave(WAYS, quick ? 2 : 24, async (way) => {
    await readers.ask(way);
    const requests = await prober.ask<Timed[]>(quick ? "400" : "3000");
    return quantilesOf(requests, isSingle(way) ? await readers.ask<number[]>("began") : []);
  });
  await Promise.all([prober.stop(), readers.stop(), host.stop()]);
  return report(results);
}

/** Readers leave the core to the prober: what they do with an answer is not the host's. */
async function start(script: "prober" | "readers", argument: string): Promise<Child> {
  const options = { core: 1, yields: script === "readers" };
  const child = new Child(`${import.meta.dir}/${script}.ts`, [argument], options);
  await child.ready();
  return child;
}

/** Whether its readings are so far apart that requests can be told to be near one. */
function isSingle(way: Way): boolean {
  return way !== "200 feeds" && way !== "scrape at 100 Hz";
}

function report(results: Results): PartResult {
  const figures = ["more", "detectable"];
  return {
    title: "5. What the host pays: milliseconds of an app's requests, one begun each, ± MAD",
    columns: ["", "p50", ...figures, "p99", ...figures, "p99 near a reading", ...figures],
    rows: WAYS.map((way) => [
      way,
      ...cells(results, way, "p50"),
      ...cells(results, way, "p99"),
      ...(isSingle(way) ? cells(results, way, "near") : ["", "", ""]),
    ]),
    goals: [
      ...goals(results, "p50", "p50", 10),
      ...goals(results, "p99", "p99", 25),
      ...goals(results, "near", "p99 near a reading", 25),
    ],
    notes: [
      `near a reading: begun within ${NEAR_MS} ms after one began; with nothing after as many moments without one.`,
      "more: median of the rounds' differences from `nothing`; `nothing again` shows the noise.",
      "detectable: the smallest median difference that the rounds could have shown (80 % power, 5 % level).",
      "The host, its workers included, stays on one CPU core; readers and prober share another.",
    ],
    figures: { results },
  };
}

function cells(results: Results, way: Way, which: keyof Quantiles): string[] {
  const differences = differencesOf(results, way, which);
  return [
    plusMinus(spread(results[way].map((quantiles) => quantiles[which])), milliseconds),
    milliseconds(spread(differences).median),
    milliseconds(detectable(differences)),
  ];
}

function milliseconds(value: number): string {
  return value.toFixed(3);
}

function differencesOf(results: Results, way: Way, which: keyof Quantiles): number[] {
  return results[way].map(
    (quantiles, at) => quantiles[which] - (results.nothing[at]?.[which] ?? Number.NaN),
  );
}

function goals(results: Results, which: keyof Quantiles, name: string, percent: number): Goal[] {
  const differences = differencesOf(results, "scrape at 1 Hz", which);
  const limit = detectable(differences);
  const base = spread(results.nothing.map((quantiles) => quantiles[which])).median;
  const more = spread(differences).median;
  return [
    {
      text: `at 1 Hz ${name} rises by less than could be detected (${round(limit)} ms)`,
      met: more < limit,
      measured: `${milliseconds(more)} ms`,
    },
    goal(`that is below ${percent} % of ${name}`, (limit / base) * 100, { atMost: percent }, " %"),
  ];
}
