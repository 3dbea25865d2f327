import { peek } from "bun";
import { MadePool } from "../made-pool.ts";
import { spread } from "../noise.ts";
import { loadPlugin } from "../plugin.ts";

/** Who reads a pool. */
export const READINGS = [
  "getWorkerStats",
  "least",
  "scrape",
  "scrape, pool at rest",
  "json",
  "stats",
  "feed event",
] as const;
export type Reading = (typeof READINGS)[number];

const API = "/api/metrics/";
/** Without clients the feed takes a snapshot for a client's first event if its last event is older. */
const SSE_INTERVAL_MS = 50;
const plugin = await loadPlugin(new MadePool(1), { sseInterval: SSE_INTERVAL_MS });
const pools = new Map<number, MadePool>();
let read: MadePool | undefined;

/**
 * Microseconds of a reading of the pool with so many workers: the median of some, each in a turn of
 * its own and after the pool has lived, which isn't timed.
 */
export async function timeReading(name: Reading, size: number): Promise<number> {
  const pool = poolOf(size);
  Bun.gc(true); // what the others left is not this one's
  if (read !== pool) plugin.onInit({ pool });
  read = pool;
  for (let index = 0; index < 3; index++) await time(name, pool); // the kept text is of another pool
  const times: number[] = [];
  const count = size > 1000 || name === "feed event" ? 3 : 15;
  for (let index = 0; index < count; index++) times.push(await time(name, pool));
  return spread(times).median;
}

function poolOf(size: number): MadePool {
  const pool = pools.get(size) ?? new MadePool(size);
  pools.set(size, pool);
  return pool;
}

async function time(name: Reading, pool: MadePool): Promise<number> {
  // Responses of one turn share one reading, and events of one interval.
  await Bun.sleep(name === "feed event" ? SSE_INTERVAL_MS + 10 : 0);
  if (name !== "scrape, pool at rest") pool.live();
  const { metrics } = pool.reads;
  const begin = Bun.nanoseconds();
  const answer = answerOf(name, pool);
  if (answer instanceof Promise) await answer;
  const took = (Bun.nanoseconds() - begin) / 1000;
  // After an expensive reading the feed keeps its last event for longer: that one is not timed.
  return name === "feed event" && pool.reads.metrics === metrics ? time(name, pool) : took;
}

function answerOf(name: Reading, pool: MadePool): unknown {
  if (name === "getWorkerStats") return pool.getWorkerStats();
  if (name === "least") return leastReading(pool);
  if (name === "feed event") return firstEvent();
  const endpoint = name === "json" ? "" : name === "stats" ? "stats" : "prometheus";
  return bytesOf(endpoint);
}

async function bytesOf(endpoint: string): Promise<number> {
  return (await (await plugin.routes.request(API + endpoint)).arrayBuffer()).byteLength;
}

/** Opens a feed, reads what it sends at once, and leaves. */
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
