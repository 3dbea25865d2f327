import type { ActivityResponse, MetricsResponse } from "../../../../server/types.ts";
import type { Connection } from "./connection.ts";
import type { Entry, PoolSample } from "./samples.ts";

/** Pool activity with the time it arrived here, or that of a reading in the server's history, in ms. */
export interface ActivitySample extends Omit<ActivityResponse, "ephemeral"> {
  t: number;
  /** The history doesn't have the queue's concurrency. */
  ephemeral?: { concurrency?: number; queueDepth: number; queueLimit: number };
  /** Blocked workers, which only the history has. */
  blocked?: number;
}

/** Everything the feed has delivered, and the state of its connection. */
export interface FeedState {
  connection: Connection;
  snapshot: MetricsResponse | null;
  /** When the snapshot arrived, in ms. */
  snapshotAt: number | null;
  /** When the runtime's process began, in ms. */
  startedAt: number | null;
  pool: readonly Entry<PoolSample>[];
  activity: readonly Entry<ActivitySample>[];
  /** How many snapshots the stream itself has delivered. */
  streamed: number;
}

/** How much two estimates of a process's start may differ, in ms. */
export const START_SLACK_MS = 5_000;

/**
 * When a snapshot's process began, in ms: the earliest estimate for that process, since delayed snapshots give later
 * ones.
 */
export function startOf(last: number | null, t: number, { uptime }: MetricsResponse): number {
  const start = t - uptime * 1_000;
  return last !== null && Math.abs(start - last) < START_SLACK_MS ? Math.min(start, last) : start;
}
