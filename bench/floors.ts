import { peek } from "bun";
import type { ProcessReader } from "../server/exposition/process.ts";
import type { SimulatedPool } from "./simulated-pool.ts";

/** The counts of one app, and its workers by state. */
class Book {
  requests = 0;
  errors = 0;
  milliseconds = 0;
  last = { requestCount: 0, errorCount: 0, totalResponseTimeMs: 0 };
  readonly states = { creating: 0, active: 0, idle: 0, terminated: 0, ephemeral: 0, offline: 0 };
}

/** All calls that a scrape makes to the pool and the process, without using the results. */
export function bareReading(pool: SimulatedPool, process: ProcessReader): void {
  pool.getMetrics();
  pool.getWorkerStats();
  process.read();
}

const books = new WeakMap<SimulatedPool, Map<string, Book>>();

/**
 * The minimum work of a scrape that counts by app, without guards or text: each row's growth since the last reading, and
 * each worker by app and state.
 */
export function countedReading(pool: SimulatedPool): number {
  const byApp = books.get(pool) ?? new Map<string, Book>();
  books.set(pool, byApp);
  for (const [app, row] of Object.entries(pool.getWorkerStats())) {
    const book = byApp.get(app) ?? new Book();
    byApp.set(app, book);
    book.requests += Math.max(0, row.requestCount - book.last.requestCount);
    book.errors += Math.max(0, row.errorCount - book.last.errorCount);
    const more = row.totalResponseTimeMs - book.last.totalResponseTimeMs;
    book.milliseconds += Math.max(0, more);
    book.last = row;
    book.states.creating = 0;
    book.states.active = 0;
    book.states.idle = 0;
    book.states.terminated = 0;
  }
  for (const [app, worker] of pool.cache) {
    const start = peek.status(worker.readyPromise);
    const isFailed = start === "rejected" || worker.hasCriticalError;
    const states = byApp.get(app)?.states;
    if (!states) continue;
    if (isFailed) states.terminated++;
    else if (start === "pending") states.creating++;
    else states[worker.getStatus()]++;
  }
  return byApp.size;
}

/** The minimum work of a response with a row per worker: the pool's call, each worker's own row, sorting, JSON. */
export async function writtenRows(pool: SimulatedPool): Promise<number> {
  pool.getWorkerStats();
  const workers = Array.from(pool.cache, ([app, worker]) => {
    const { ageMs, idleMs, status, requestCount, errorCount, avgResponseTimeMs } =
      worker.getStats();
    return {
      id: worker.id,
      app,
      state: status,
      requests: requestCount,
      uptime: ageMs / 1000,
      memory: { rss: 0, heapUsed: 0 },
      memoryKnown: false,
      errors: errorCount,
      avgResponseTimeMs,
      idleSeconds: idleMs / 1000,
    };
  });
  workers.sort((a, b) => (a.app < b.app ? -1 : Number(a.app > b.app)));
  const size = pool.workers;
  const numbers = { size, active: size, idle: 0, creating: 0, total: size, utilization: 1 };
  const body = Buffer.from(JSON.stringify({ pool: numbers, workers }));
  return (await new Response(body).arrayBuffer()).byteLength;
}
