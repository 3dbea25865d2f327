import { peek } from "bun";
import { MetricsService } from "../../server/services.ts";
import { MadePool } from "../made-pool.ts";
import { spread } from "../noise.ts";

/** Who reads a pool. */
export const READINGS = [
  "getWorkerStats",
  "least",
  "scrape",
  "scrape, pool at rest",
  "json",
  "stats",
  "feed tick",
] as const;
export type Reading = (typeof READINGS)[number];

const service = new MetricsService();
const pools = new Map<number, MadePool>();
let read: MadePool | undefined;

/**
 * Microseconds of a reading of the pool with so many workers: the median of some, each in a turn of
 * its own and after the pool has lived, which isn't timed.
 */
export async function timeReading(name: Reading, size: number): Promise<number> {
  const pool = poolOf(size);
  Bun.gc(true); // what the others left is not this one's
  if (read !== pool) service.setPool(pool);
  read = pool;
  for (let index = 0; index < 3; index++) await time(name, pool); // the kept text is of another pool
  const times: number[] = [];
  for (let index = 0; index < (size > 1000 ? 3 : 15); index++) times.push(await time(name, pool));
  return spread(times).median;
}

function poolOf(size: number): MadePool {
  const pool = pools.get(size) ?? new MadePool(size);
  pools.set(size, pool);
  return pool;
}

async function time(name: Reading, pool: MadePool): Promise<number> {
  await Bun.sleep(0); // answers of one turn share one reading
  if (name !== "scrape, pool at rest") pool.live();
  const begin = Bun.nanoseconds();
  const answer = answerOf(name, pool);
  if (answer instanceof Promise) await answer;
  return (Bun.nanoseconds() - begin) / 1000;
}

function answerOf(name: Reading, pool: MadePool): unknown {
  if (name === "getWorkerStats") return pool.getWorkerStats();
  if (name === "least") return leastReading(pool);
  if (name === "json") return JSON.stringify(service.metrics());
  if (name === "stats") return service.stats().then((answer) => JSON.stringify(answer));
  if (name === "feed tick") return service.feedFrame()?.length;
  return service.prometheusText().length;
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
