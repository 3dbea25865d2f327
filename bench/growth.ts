import { peek } from "bun";
import { MadePool } from "./made-pool.ts";
import { loadPlugin } from "./plugin.ts";
import { goal, type PartOptions, type PartResult, plusMinus, round } from "./report.ts";
import { interleave, ratio, spread } from "./statistics.ts";

const API = "/api/metrics/";
const SIZES = [15, 500, 5000, 10_000] as const;
type Size = (typeof SIZES)[number];

/** Each reads a pool once. */
const READINGS = {
  getWorkerStats: (pool: MadePool) => pool.getWorkerStats(),
  least: leastReading,
  scrape: () => bytesOf("prometheus"),
  "scrape, pool at rest": () => bytesOf("prometheus"),
  json: () => bytesOf(""),
  stats: () => bytesOf("stats"),
  "feed event": firstEvent,
} satisfies Record<string, (pool: MadePool) => unknown>;
type Reading = keyof typeof READINGS;
const NAMES = Object.keys(READINGS) as Reading[];

/** A reading at a size. Sizes are compared with each other, so they take turns too. */
type Cell = `${Size} ${Reading}`;
const CELLS = SIZES.flatMap((size) => NAMES.map((name): Cell => `${size} ${name}`));

/** Without clients, the feed takes a snapshot for a client's first event if its last event is older. */
const SSE_INTERVAL_MS = 50;
const plugin = await loadPlugin(new MadePool(1), { sseInterval: SSE_INTERVAL_MS });
const pools = new Map(SIZES.map((size) => [size, new MadePool(size)]));
let given: MadePool | undefined;

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
      "of least",
    ],
    rows: NAMES.map((name) => [
      name,
      ...SIZES.map((size) => plusMinus(spread(times[`${size} ${name}`]))),
      plusMinus(spread(slopes(name, 15, 5000))),
      plusMinus(spread(slopes(name, 5000, 10_000))),
      `${round(against(10_000, name, "getWorkerStats"))}x`,
      `${round(against(10_000, name, "least"))}x`,
    ]),
    goals: [
      ...NAMES.filter((name) => name !== "getWorkerStats" && name !== "least").map(linear),
      ...([5000, 10_000] as const).map((size) =>
        goal(`scrape at ${size}: at most 1.4x least`, against(size, "scrape", "least"), {
          atMost: 1.4,
        }),
      ),
      goal(
        "stats at 10000: at most 5x getWorkerStats()",
        against(10_000, "stats", "getWorkerStats"),
        { atMost: 5 },
      ),
    ],
    notes: [
      "Before each reading every other app has served requests, which isn't timed; pool at rest: none has.",
      "getWorkerStats: the pool's own call alone (bare). least: that, and one look at each of its rows and each worker's state.",
      "stats includes the wait for the sampler; json has no rows. of bare, of least: with 10,000 workers.",
    ],
    figures: { times },
  };
}

/** Microseconds of a reading: the median of some, each in a turn of its own. */
async function timeCell(cell: Cell): Promise<number> {
  const [digits = "", ...words] = cell.split(" ");
  const [size, name] = [Number(digits) as Size, words.join(" ") as Reading];
  const pool = pools.get(size) as MadePool;
  Bun.gc(true); // nobody pays for what the one before left
  if (given !== pool) plugin.onInit({ pool });
  given = pool;
  const isSlow = size > 1000 || name === "feed event";
  for (let index = 0; index < (isSlow ? 1 : 3); index++) await time(name, pool); // the kept text is of another pool
  const times: number[] = [];
  const count = isSlow ? 3 : 15;
  for (let index = 0; index < count; index++) times.push(await time(name, pool));
  return spread(times).median;
}

async function time(name: Reading, pool: MadePool): Promise<number> {
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

async function bytesOf(endpoint: string): Promise<number> {
  return (await (await plugin.routes.request(API + endpoint)).arrayBuffer()).byteLength;
}

/** Opens a feed, reads its first event, and leaves. */
async function firstEvent(): Promise<void> {
  const reader = (await plugin.routes.request(`${API}sse`)).body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  if (value === undefined) throw new Error("the feed has sent nothing");
  await reader?.cancel();
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
