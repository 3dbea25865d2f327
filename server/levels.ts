import type { Snapshot } from "./pool/snapshot.ts";
import { canBeSampled } from "./pool/thread-sample.ts";
import { PoolUnavailable } from "./pool-unavailable.ts";
import type { Levels } from "./thresholds.ts";
import type { WorkerRow } from "./types.ts";

/** The values that thresholds are compared with; each throws `PoolUnavailable` if it can't be read. */
export function levelsOf(snapshot: Snapshot): Levels {
  return {
    "max-utilization": () => snapshot.pool.utilization,
    "max-queue": () => {
      const { queueDepth, queueLimit } = readable("totals", snapshot.totals).ephemeral ?? {};
      return queueDepth && queueLimit ? queueDepth / queueLimit : queueDepth;
    },
    "max-failed": () => snapshot.failed,
    "max-blocked": () => countBlocked(snapshot),
  };
}

/**
 * The rows of `stats`.
 *
 * @throws PoolUnavailable
 */
export function rowsOf(snapshot: Snapshot): WorkerRow[] {
  return readable("workers", snapshot.rows);
}

function countBlocked(snapshot: Snapshot): number | undefined {
  const threads = snapshot.threads();
  // In a pool whose workers can be seen, none is blocked if there is no thread to sample.
  const isKnown = threads.length === 0 ? snapshot.failed !== undefined : threads.some(canBeSampled);
  return isKnown ? rowsOf(snapshot).filter(({ blocked }) => blocked).length : undefined;
}

function readable<T>(part: string, read: () => T): T {
  try {
    return read();
  } catch {
    throw new PoolUnavailable(`the pool's ${part} can't be read`);
  }
}
