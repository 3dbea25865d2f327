import type { ActivityResponse } from "../../../../server/types.ts";
import type { Connection } from "./connection.ts";
import { maxSilence } from "./timing.ts";

/** Why there is no activity: none yet, only the silent stream has it, or the pool doesn't report any. */
export type ActivityAbsence = "waiting" | "streamOnly" | "none";

/**
 * Why no activity has arrived so far.
 *
 * @param streamed how many snapshots the stream itself has delivered
 */
export function activityAbsence(streamed: number, { phase }: Connection): ActivityAbsence {
  if (streamed > 1) return "none";
  const isSilent = phase === "stale" || phase === "polling";
  return streamed === 0 && isSilent ? "streamOnly" : "waiting";
}

/** Whether activity that arrived at `at`, in ms, is out of date. A paused page keeps its numbers. */
export function isOutdated(at: number, connection: Connection, now: number): boolean {
  return !connection.paused && now - at > maxSilence(connection);
}

/** The share of requests served by a live worker; `null` if unknown or without requests. */
export function hitRate({ hits, misses }: Omit<ActivityResponse, "ephemeral">): number | null {
  if (hits === undefined || misses === undefined || hits + misses === 0) return null;
  return hits / (hits + misses);
}
