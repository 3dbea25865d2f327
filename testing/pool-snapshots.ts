import type { WorkerPool } from "../dev/pool/pool.ts";
import type { WorkerStats } from "../dev/pool/types.ts";
import { type Recording, recordingsOf } from "./recorded-pool.ts";

type Snapshot = Pick<Recording["snapshot"], "metrics" | "workers" | "cache">;

/** The recording of the real pool of release 0.5.4 in one situation. */
export function recorded(situation: string): Snapshot {
  const recording = recordingsOf("0.5.4").find(({ case: name }) => name === situation);
  if (!recording) throw new Error(`nothing was recorded for ${situation}`);
  return recording.snapshot;
}

/** The same of the development host's pool. */
export function record(pool: WorkerPool): Snapshot {
  const metrics = pool.getMetrics();
  const workers = pool.getWorkerStats();
  const cache = [...pool.cache].map(([key, instance]) => ({
    key,
    id: instance.id,
    ready: Bun.peek.status(instance.readyPromise),
    hasCriticalError: instance.hasCriticalError,
    terminated: instance.terminated,
    stats: instance.getStats(),
  }));
  return { metrics, workers, cache };
}

/**
 * A snapshot with each value that depends on the clock or the memory replaced by its kind. Records
 * become lists of pairs, so that comparing two compares the order of their keys too.
 */
export function withoutClock({ metrics, workers, cache }: Snapshot): unknown {
  return {
    metrics: pairs(metrics).map(([name, value]) => [name, isTimed(name) ? kind(value) : value]),
    workers: pairs(workers).map(([key, row]) => [key, rowWithoutClock(row)]),
    cache: cache.map(({ id, stats, ...rest }) => [
      ...pairs(rest),
      ["id", /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)],
      ["stats", rowWithoutClock(stats)],
    ]),
  };
}

const TIMED = ["memoryUsageMB", "requestsPerSecond"];

function isTimed(name: string): boolean {
  return name.endsWith("Ms") || TIMED.includes(name);
}

/** Ages of live workers may be anything; of other times only whether they are zero is compared. */
function rowWithoutClock(row: WorkerStats): unknown {
  const isLive = row.status === "active" || row.status === "idle";
  return pairs(row).map(([name, value]) => {
    if (isLive && (name === "ageMs" || name === "idleMs")) return [name, typeof value];
    return [name, isTimed(name) ? kind(value) : value];
  });
}

function kind(value: unknown): string {
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0) return `bad: ${value}`;
  if (Math.abs(value * 100 - Math.round(value * 100)) > 1e-6) return `not rounded: ${value}`;
  return value === 0 ? "zero" : "positive";
}

function pairs<T extends object>(record: T): [string, T[keyof T]][] {
  return Object.entries(record);
}
