import { measure } from "mitata";
import { Child } from "../child.ts";
import { type Spread, spread } from "../noise.ts";
import { goal, type PartOptions, type PartResult, round } from "../result.ts";
import { interleave, ratios } from "../rounds.ts";
import { CONTESTANTS, type Contestant, lengthOf, type Text, WRITERS } from "./contestants.ts";

/** The formatter alone: the seven documented families of one snapshot, time and bytes allocated. */
export async function expositionPart({ quick }: PartOptions): Promise<PartResult> {
  for (const name of CONTESTANTS) await time(name, 20);
  const times = await interleave(CONTESTANTS, quick ? 5 : 25, (name) => time(name, 20));
  const bytes = await interleave(CONTESTANTS, quick ? 1 : 3, allocation);
  const against = (peer: Contestant) => spread(ratios(times.plugin, times[peer])).median;
  const lighter = spread(ratios(bytes["prom-client"], bytes.plugin)).median;
  return {
    title: "1. Exposition: the seven families from a snapshot, the formatter alone",
    columns: ["", "ns", "± MAD", "against plugin", "bytes", "against plugin"],
    rows: CONTESTANTS.map((name) => [
      name,
      ...figures(spread(times[name]), spread(ratios(times[name], times.plugin))),
      round(spread(bytes[name]).median),
      `${round(spread(ratios(bytes[name], bytes.plugin)).median)}x`,
    ]),
    goals: [
      goal("at least 20x less time than prom-client", 1 / against("prom-client"), { atLeast: 20 }),
      goal("at least 20x less allocation than prom-client", lighter, { atLeast: 20 }),
      goal("at most 2x the time of a hand-written template", against("template"), { atMost: 2 }),
    ],
    notes: [],
    figures: { nanoseconds: times, bytes },
  };
}

function figures({ median, mad }: Spread, ratio: Spread): string[] {
  return [round(median), round(mad), `${round(ratio.median)}x`];
}

/** Nanoseconds for one writing, its own garbage collections among them: the mean of mitata's samples. */
async function time(name: Contestant, milliseconds: number): Promise<number> {
  Bun.gc(true); // nobody pays for what the one before left
  const { avg } = await measure(writing(name), { min_cpu_time: milliseconds * 1e6 });
  return avg;
}

/** One writing after the other; only prom-client's is one to wait for. */
function writing(name: Contestant): () => number | Promise<number> {
  const writer = WRITERS[name];
  let scrape = 0;
  if (name !== "prom-client") return () => lengthOf(writer(scrape++) as Text);
  return async () => lengthOf(await writer(scrape++));
}

async function allocation(name: Contestant): Promise<number> {
  const script = `${import.meta.dir}/allocation.ts`;
  const child = new Child(script, [name, "10000"], { env: { BUN_JSC_useGC: "0" } });
  const bytes = await child.ready<number>();
  await child.stop();
  return bytes;
}
