import {
  type AppFigures,
  type HeldWorker,
  type MemoryOf,
  once,
  type PoolReading,
  type PoolTotals,
} from "./pool/reading.ts";
import { count } from "./pool/values.ts";
import type { PoolMetrics, WorkerRow } from "./types.ts";

/**
 * The one reading that every answer of a moment is made from. The pool's numbers are there at once;
 * the parts behind the methods are read when first asked, and throw a `PartError` when they can't be.
 */
export interface Snapshot {
  pool: PoolMetrics;
  /** Seconds since the process began, at most 3 decimals. */
  uptime: number;
  /** When it was taken: ISO 8601, UTC, milliseconds. */
  timestamp: string;
  /** Held workers that failed to start or crashed; `undefined` where the pool doesn't tell. */
  failed: number | undefined;
  workers(): Iterable<HeldWorker>;
  /** The rows of `stats`, made once: readers that arrive together share them. */
  rows(): WorkerRow[];
  threads(): object[];
  totals(): PoolTotals;
  apps(): AppFigures[];
  /** Workers created, less those that the pool counts as ended, less those held. */
  unaccounted(): number | undefined;
}

/** The pool's size by who knows it best: itself, the host's configuration, its own configuration. */
export function sizeOf(reading: PoolReading, poolSize: unknown): number | undefined {
  return count(reading.size) ?? count(poolSize) ?? count(reading.maxSize);
}

/**
 * Makes a snapshot of a reading, at this moment.
 *
 * @param size - The pool's size, 0 when nobody knows it.
 * @param steady - Makes of the pool's totals ones that never go down.
 * @param memoryOf - Tells what is known of a worker's memory. Default: nothing.
 */
export function takeSnapshot(
  reading: PoolReading,
  size: number,
  steady: (totals: PoolTotals) => PoolTotals,
  memoryOf: MemoryOf = () => ({}),
): Snapshot {
  const { active, idle, creating, failed } = reading.counts;
  return {
    pool: {
      size,
      active,
      idle,
      creating,
      total: active + idle + creating,
      utilization: size === 0 ? 0 : active / size,
    },
    uptime: Math.round(process.uptime() * 1000) / 1000,
    timestamp: new Date().toISOString(),
    failed,
    workers: reading.workers,
    rows: once(() => reading.rows(memoryOf)),
    threads: reading.threads,
    totals: once(() => steady(reading.totals())),
    apps: reading.apps,
    unaccounted: () => unaccounted(reading),
  };
}

/**
 * The documented reckoning is created less retired less live. Two kinds of workers have ended without
 * the pool counting them as retired: each request to an app with `ttl: 0` has had one of its own, and
 * so has each that the pool counts as failed. It doesn't count one that failed to start and was replaced
 * by the next request's: such workers stay in the figure, beside the threads that the pool has lost.
 */
function unaccounted(reading: PoolReading): number | undefined {
  const { created, retired, failed } = reading.totals();
  if (created === undefined || retired === undefined || reading.held === undefined)
    return undefined;
  const ended = retired + reading.ephemeralRequests() + (failed ?? 0);
  return Math.max(0, created - ended - reading.held);
}
