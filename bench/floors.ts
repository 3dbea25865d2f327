import { peek } from "bun";
import type { MadePool } from "./made-pool.ts";

/** What one app has counted, and its workers by state. */
class Book {
  requests = 0;
  errors = 0;
  milliseconds = 0;
  last = { requestCount: 0, errorCount: 0, totalResponseTimeMs: 0 };
  readonly states = { creating: 0, active: 0, idle: 0, terminated: 0, ephemeral: 0, offline: 0 };
}

const books = new WeakMap<MadePool, Map<string, Book>>();

/**
 * What no scrape that counts by app can leave out, written down as it comes: each row's growth since the
 * last reading, and each worker by app and state. Nothing is guarded, and no text is written.
 */
export function countedReading(pool: MadePool): number {
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

/** What no answer with a row for each worker can leave out: the pool's call, each worker's own row, their order, the JSON. */
export async function writtenRows(pool: MadePool): Promise<number> {
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
