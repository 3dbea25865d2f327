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

/** The same for the development host's pool. */
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
 * A snapshot as JSON, with each value that depends on the clock or memory replaced by its kind. Comparing two
 * of them also compares the order of their keys.
 */
export function withoutClock({ metrics, workers, cache }: Snapshot): string {
  return JSON.stringify({ metrics, workers, cache }, replace, 2);
}

/** Ages of live workers may be anything; other times are only compared with zero. */
function replace(this: Partial<WorkerStats>, name: string, value: unknown): unknown {
  const isLive = this.status === "active" || this.status === "idle";
  if (isLive && (name === "ageMs" || name === "idleMs")) return typeof value;
  if (/Ms$|^memoryUsageMB$|^requestsPerSecond$/.test(name)) return kind(value);
  if (name === "id") return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(String(value));
  return value;
}

function kind(value: unknown): string {
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0) return `bad: ${value}`;
  if (Math.abs(value * 100 - Math.round(value * 100)) > 1e-6) return `not rounded: ${value}`;
  return value === 0 ? "zero" : "positive";
}
