import { round2 } from "./counters.ts";
import type { WorkerStats, WorkerStatus } from "./types.ts";

/** Sums of past workers. */
type Past = Pick<WorkerStats, "requestCount" | "errorCount" | "totalResponseTimeMs"> &
  Pick<WorkerStats, "lastRequestCount" | "lastResponseTimeMs">;

/**
 * What the pool remembers of past workers, by key: `offline` for those that were retired or
 * evicted, `ephemeral` for apps whose workers live for one request. Bounded: the oldest goes.
 */
export class History {
  readonly #rows = new Map<string, Past>();

  constructor(
    readonly status: Extract<WorkerStatus, "offline" | "ephemeral">,
    readonly limit = 1_000,
  ) {}

  /** Adds an ended worker to its key's sums. */
  add(key: string, stats: WorkerStats): void {
    const sums: Past = sum(stats, this.#rows.get(key));
    if (this.status === "ephemeral") {
      sums.lastRequestCount = stats.requestCount;
      sums.lastResponseTimeMs = stats.totalResponseTimeMs;
    }
    this.#rows.set(key, sums);
    const [oldest = key] = this.#rows.keys();
    if (this.#rows.size > this.limit) this.#rows.delete(oldest);
  }

  /** The row of every remembered key, oldest first. */
  *rows(): Generator<[string, WorkerStats]> {
    for (const [key, past] of this.#rows) yield [key, this.#row(past)];
  }

  /** A live worker's row with its predecessors' sums added. */
  merge(key: string, live: WorkerStats): WorkerStats {
    const past = this.#rows.get(key);
    return past ? { ...live, ...withAverage(sum(live, past)) } : live;
  }

  #row(past: Past): WorkerStats {
    const { lastRequestCount, lastResponseTimeMs } = past;
    const sums = withAverage(past);
    const row = {
      // The real pool gives an ephemeral row the duration of its last response as its age.
      ageMs: Math.round(lastResponseTimeMs ?? 0),
      avgResponseTimeMs: sums.avgResponseTimeMs,
      errorCount: sums.errorCount,
      idleMs: 0,
      requestCount: sums.requestCount,
      status: this.status,
      totalResponseTimeMs: sums.totalResponseTimeMs,
    };
    if (lastRequestCount === undefined || lastResponseTimeMs === undefined) return row;
    return { ...row, lastRequestCount, lastResponseTimeMs };
  }
}

function sum(stats: WorkerStats, past: Past | undefined): Past {
  return {
    requestCount: stats.requestCount + (past?.requestCount ?? 0),
    errorCount: stats.errorCount + (past?.errorCount ?? 0),
    totalResponseTimeMs: stats.totalResponseTimeMs + (past?.totalResponseTimeMs ?? 0),
  };
}

function withAverage({ requestCount, errorCount, totalResponseTimeMs }: Past) {
  const avgResponseTimeMs = requestCount > 0 ? round2(totalResponseTimeMs / requestCount) : 0;
  const total = round2(totalResponseTimeMs);
  return { avgResponseTimeMs, errorCount, requestCount, totalResponseTimeMs: total };
}
