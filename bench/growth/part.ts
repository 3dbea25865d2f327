import { peek } from "bun";
import metricsPlugin from "../../plugin.ts";
import { feedFrame, metrics, prometheusText, stats } from "../../server/services.ts";
import { MadePool } from "../made-pool.ts";
import { spread } from "../noise.ts";
import { goal, type PartOptions, type PartResult, round } from "../result.ts";
import { interleave } from "../rounds.ts";

const READINGS = ["getWorkerStats", "least", "scrape", "json", "stats", "feed tick"] as const;
type Reading = (typeof READINGS)[number];
type Medians = Record<Reading, number>;

const SIZES = [15, 500, 5000, 10_000] as const;

/** What each answer costs with more and more workers in a pool of the real one's shape. */
export async function growthPart({ quick }: PartOptions): Promise<PartResult> {
  const bySize = new Map<number, Medians>();
  const figures: Record<string, unknown> = {};
  for (const size of SIZES) {
    const times = await timesAt(size, quick ? 5 : 41);
    figures[size] = times;
    bySize.set(size, mediansOf(times));
  }
  return { ...report(bySize), figures };
}

/** Microseconds of each reading, round by round, each reading in a turn of its own. */
async function timesAt(size: number, rounds: number): Promise<Record<Reading, number[]>> {
  const pool = new MadePool(size);
  metricsPlugin().onInit({ pool });
  await interleave(READINGS, size > 1000 ? 10 : 200, (name) => time(name, pool));
  return interleave(READINGS, rounds, async (name) => {
    Bun.gc(true); // what the others left is not this one's
    const times: number[] = [];
    for (let index = 0; index < (size > 1000 ? 3 : 15); index++) times.push(await time(name, pool));
    return spread(times).median;
  });
}

async function time(name: Reading, pool: MadePool): Promise<number> {
  await Bun.sleep(0); // answers of one turn share one reading
  const begin = Bun.nanoseconds();
  const answer = read(name, pool);
  if (answer instanceof Promise) await answer;
  return (Bun.nanoseconds() - begin) / 1000;
}

function read(name: Reading, pool: MadePool): unknown {
  if (name === "getWorkerStats") return pool.getWorkerStats();
  if (name === "least") return leastReading(pool);
  if (name === "scrape") return prometheusText().length;
  if (name === "json") return JSON.stringify(metrics());
  if (name === "stats") return stats().then((answer) => JSON.stringify(answer));
  return feedFrame()?.length;
}

/** What no scrape can leave out: the pool's call, each of its rows once, each worker's state once. */
function leastReading(pool: MadePool): number {
  const rows = pool.getWorkerStats();
  let sum = 0;
  for (const app of Object.keys(rows)) sum += app.length;
  for (const { requestCount } of Object.values(rows)) sum += requestCount;
  for (const [, worker] of pool.cache) {
    const isUp = peek.status(worker.readyPromise) === "fulfilled" && !worker.hasCriticalError;
    if (isUp && worker.getStatus() === "active") sum++;
  }
  return sum;
}

function mediansOf(times: Record<Reading, number[]>): Medians {
  return Object.fromEntries(
    READINGS.map((name) => [name, spread(times[name]).median]),
  ) as unknown as Medians;
}

function report(bySize: Map<number, Medians>): Omit<PartResult, "figures"> {
  const at = (size: number, name: Reading) => bySize.get(size)?.[name] ?? Number.NaN;
  const slope = (from: number, to: number, name: Reading) =>
    ((at(to, name) - at(from, name)) / (to - from)) * 1000;
  const times = (size: number) => at(size, "scrape") / at(size, "getWorkerStats");
  return {
    title: "3. Growth: microseconds by workers in the pool",
    columns: [
      "",
      ...SIZES.map(String),
      "ns a worker, to 5,000",
      "from 5,000",
      "10,000 against bare",
    ],
    rows: READINGS.map((name) => [
      name,
      ...SIZES.map((size) => round(at(size, name))),
      round(slope(15, 5000, name)),
      round(slope(5000, 10_000, name)),
      `${round(at(10_000, name) / at(10_000, "getWorkerStats"))}x`,
    ]),
    goals: [
      ...READINGS.slice(2).map((name) =>
        goal(
          `${name} grows linearly: no more for a worker above 5,000 than 1.5x of below`,
          slope(5000, 10_000, name) / slope(15, 5000, name),
          { atMost: 1.5 },
        ),
      ),
      ...SIZES.map((size) =>
        goal(`scrape at ${size}: at most 1.5x getWorkerStats()`, times(size), { atMost: 1.5 }),
      ),
    ],
    notes: [
      "getWorkerStats: the pool's own call alone. least: that, its rows and the workers' states gone through once.",
      "stats includes the wait for the sampler, json no rows.",
    ],
  };
}
