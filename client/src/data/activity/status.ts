import type { Connection } from "../feed/connection.ts";
import { explained } from "../feed/continuity.ts";

/** Why there is no activity: it is awaited, the silent stream alone brings it, or the pool tells none. */
export type Absence = "waiting" | "streamOnly" | "none";

/**
 * Why no activity has come so far.
 *
 * @param streamed how many snapshots the stream itself has brought
 */
export function absence(streamed: number, { phase }: Connection): Absence {
  if (streamed > 1) return "none";
  const silent = phase === "stale" || phase === "polling";
  return streamed === 0 && silent ? "streamOnly" : "waiting";
}

/** Whether activity of a moment, in ms, is no longer that of now. What was paused is meant to stay. */
export function isOld(at: number, connection: Connection, now: number): boolean {
  return !connection.paused && now - at > explained(connection);
}
