import type { WorkerInstance } from "../../dev/pool/instance.ts";
import type { WorkerPool } from "../../dev/pool/pool.ts";

/** A worker that the pool holds. */
interface WorkerNow {
  id: string;
  app: string;
  state: "creating" | "ready" | "active" | "idle" | "terminated";
  requests: number;
}

/** The state of the host's pool, read without the plugin. */
export interface PoolNow {
  /** ISO 8601, UTC, milliseconds. */
  at: string;
  /** Workers created so far. */
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
 * Whether the pool was the same between two readings: a worker that was created and ended in between would have
 * been counted, and a used one would have another request.
 */
export function isUnchanged(before: PoolNow, after: PoolNow): boolean {
  return before.created === after.created && Bun.deepEquals(before.workers, after.workers);
}

function stateOf(worker: WorkerInstance): WorkerNow["state"] {
  // Bun's threadId is -1 once a thread has ended, which may be before its event has arrived.
  const { threadId } = worker.worker as { threadId?: number };
  if (worker.hasCriticalError || worker.terminated || threadId === -1) return "terminated";
  if (Bun.peek.status(worker.readyPromise) === "pending") return "creating";
  if (worker.getStatus() === "idle") return "idle";
  return worker.requestCount === 0 ? "ready" : "active";
}
