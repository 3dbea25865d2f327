import type { WorkerPool } from "../../dev/pool/pool.ts";

type Instance = WorkerPool["cache"] extends Iterable<[string, infer I]> ? I : never;

/** A worker that the pool holds. */
export interface WorkerNow {
  id: string;
  app: string;
  state: "creating" | "ready" | "active" | "idle" | "terminated";
  requests: number;
}

/** The pool of the child as it is at one moment, read without the plugin. */
export interface PoolNow {
  /** When: ISO 8601, UTC, milliseconds. */
  at: string;
  /** Workers that it has made so far. */
  created: number;
  workers: WorkerNow[];
}

/** Reads the host's own pool. Shares no code with the plugin's reader. */
export function poolNow(pool: WorkerPool): PoolNow {
  return {
    at: new Date().toISOString(),
    created: pool.getMetrics().totalWorkersCreated,
    workers: [...pool.cache].map(([app, worker]) => ({
      id: worker.id,
      app,
      state: stateOf(worker),
      requests: worker.requestCount,
    })),
  };
}

/**
 * Whether nothing has come, gone or changed between two moments, so that every moment between them was
 * the same: a worker that came and went in between counts as created, one that was asked has a request more.
 */
export function unchanged(before: PoolNow, after: PoolNow): boolean {
  const { created, workers } = before;
  return created === after.created && Bun.deepEquals(workers, after.workers);
}

function stateOf(worker: Instance): WorkerNow["state"] {
  if (worker.hasCriticalError || worker.terminated || threadOf(worker) === -1) return "terminated";
  if (Bun.peek.status(worker.readyPromise) === "pending") return "creating";
  if (worker.getStatus() === "idle") return "idle";
  return worker.requestCount === 0 ? "ready" : "active";
}

/** Bun says -1 of a thread that has ended; what has come of it may not have been told yet. */
function threadOf({ worker }: Instance): number | undefined {
  return (worker as { threadId?: number }).threadId;
}
