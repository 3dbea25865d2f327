import type { MetricsPlugin } from "../plugin.ts";
import { countedReading, writtenRows } from "./floors.ts";
import { loadPlugin } from "./plugin.ts";
import { goal, type PartOptions, type PartResult, plusMinus, round } from "./report.ts";
import { SimulatedPool } from "./simulated-pool.ts";
import { interleave, ratio, spread } from "./statistics.ts";

const API = "/api/metrics/";
const SIZES = [15, 500, 5000, 10_000] as const;
type Size = (typeof SIZES)[number];

/** Each reads a pool once. */
const READINGS = {
  getWorkerStats: (pool: SimulatedPool) => pool.getWorkerStats(),
  counted: countedReading,
  written: writtenRows,
  scrape: (pool) => bytesOf(pool, "prometheus"),
  "scrape, pool at rest": (pool) => bytesOf(pool, "prometheus"),
  json: (pool) => bytesOf(pool, ""),
  stats: (pool) => bytesOf(pool, "stats"),
  "feed event": firstEvent,
} satisfies Record<string, (pool: SimulatedPool) => unknown>;
type Reading = keyof typeof READINGS;
const NAMES = Object.keys(READINGS) as Reading[];

/** What the plugin's own readings are compared with. */
const FLOORS: readonly Reading[] = ["getWorkerStats", "counted", "written"];

/** A reading at a size. Sizes are compared with each other, so they take turns too. */
type Cell = `${Size} ${Reading}`;
const CELLS = SIZES.flatMap((size) => NAMES.map((name): Cell => `${size} ${name}`));

/** Without clients, the feed takes a snapshot for a client's first event if its last event is older. */
const SSE_INTERVAL_MS = 50;
/** A plugin for each pool, at its own base: it keeps what an earlier pool has left. */
const plugins = new Map<SimulatedPool, MetricsPlugin>();
const pools = new Map(SIZES.map((size) => [size, new SimulatedPool(size)]));
for (const [size, pool] of pools) {
  const options = { base: `/metrics-${size}`, sseInterval: SSE_INTERVAL_MS };
  plugins.set(pool, await loadPlugin(pool, options));
}

/** What each response costs with more and more workers in a pool of Buntime's shape. */
export async function growthPart({ quick }: PartOptions): Promise<PartResult> {
  await interleave(CELLS, quick ? 1 : 4, timeCell); // warms it up
  const times = await interleave(CELLS, quick ? 3 : 18, timeCell);
  const against = (size: Size, name: Reading, peer: Reading) =>
    ratio(times[`${size} ${name}`], times[`${size} ${peer}`]).median;
  /** Nanoseconds for one more worker, round by round. */
  const slopes = (name: Reading, from: Size, to: Size) =>
    times[`${to} ${name}`].map(
      (time, at) => ((time - (times[`${from} ${name}`][at] ?? Number.NaN)) / (to - from)) * 1000,
    );
  const linear = (name: Reading) => {
    const { median } = ratio(slopes(name, 5000, 10_000), slopes(name, 15, 5000));
    const text = `${name} grows linearly: a worker above 5,000 costs at most 1.5x of one below`;
    return goal(text, median, { atMost: 1.5 });
  };
  return {
    title: "3. Growth: microseconds by workers in the pool, ± MAD",
    columns: [
      "",
      ...SIZES.map(String),
      "ns a worker, to 5,000",
      "from 5,000",
      "of bare",
      "of counted",
      "of written",
    ],
    rows: NAMES.map((name) => [
      name,
      ...SIZES.map((size) => plusMinus(spread(times[`${size} ${name}`]))),
      plusMinus(spread(slopes(name, 15, 5000))),
      plusMinus(spread(slopes(name, 5000, 10_000))),
      `${round(against(10_000, name, "getWorkerStats"))}x`,
      ...(["counted", "written"] as const).map((peer) => `${round(against(10_000, name, peer))}x`),
    ]),
    goals: [
      ...NAMES.filter((name) => !FLOORS.includes(name)).map(linear),
      ...([5000, 10_000] as const).map((size) => {
        const text = `scrape at ${size}: at most 1.4x counted`;
        return goal(text, against(size, "scrape", "counted"), { atMost: 1.4 });
      }),
      goal("stats at 10000: at most 1.75x written", against(10_000, "stats", "written"), {
        atMost: 1.75,
      }),
    ],
    notes: [
      "Before each reading every second app serves requests, which isn't timed; pool at rest: none does.",
      "getWorkerStats: only the pool's own call (bare).",
      "counted: the call, each app's growth since the last reading, each worker by app and state. written: the call, and each worker's own row, ordered, as JSON.",
      "stats includes the wait for the sampler; json has no rows. The ratios (of bare, …) are those with 10,000 workers.",
    ],
    figures: { times },
  };
}

/** Microseconds of a reading: the median of some, each in its own turn. */
async function timeCell(cell: Cell): Promise<number> {
  const [digits = "", ...words] = cell.split(" ");
  const [size, name] = [Number(digits) as Size, words.join(" ") as Reading];
  const pool = pools.get(size) as SimulatedPool;
  Bun.gc(true); // so that none pays for the garbage of the previous one
  const isSlow = size > 1000 || name === "feed event";
  await time(name, pool); // the first after a collection
  const times: number[] = [];
  const count = isSlow ? 3 : 15;
  for (let index = 0; index < count; index++) times.push(await time(name, pool));
  return spread(times).median;
}

async function time(name: Reading, pool: SimulatedPool): Promise<number> {
  // Responses of one turn share one reading, and first events those of one interval.
  await Bun.sleep(name === "feed event" ? SSE_INTERVAL_MS + 10 : 0);
  if (name !== "scrape, pool at rest") pool.live();
  const { metrics } = pool.reads;
  const begin = Bun.nanoseconds();
  const result: unknown = READINGS[name](pool);
  if (result instanceof Promise) await result;
  const took = (Bun.nanoseconds() - begin) / 1000;
  // After an expensive reading the feed keeps its last event for longer: that one is not timed.
  return name === "feed event" && pool.reads.metrics === metrics ? time(name, pool) : took;
}

async function bytesOf(pool: SimulatedPool, endpoint: string): Promise<number> {
  return (await (await request(pool, endpoint)).arrayBuffer()).byteLength;
}

async function request(pool: SimulatedPool, endpoint: string): Promise<Response> {
  const routes = plugins.get(pool)?.routes;
  if (!routes) throw new Error(`no plugin for a pool of ${pool.workers}`);
  return routes.request(API + endpoint);
}

/** Opens a feed, reads its first event, and leaves. */
async function firstEvent(pool: SimulatedPool): Promise<void> {
  const reader = (await request(pool, "sse")).body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  if (value === undefined) throw new Error("the feed has sent nothing");
  await reader?.cancel();
}
