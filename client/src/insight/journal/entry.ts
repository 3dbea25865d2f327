import type { ActivityResponse, PoolMetrics } from "../../../../server/types.ts";
import type { Reading } from "../../data/stats/tracks.ts";
import type { WorkersLink } from "../workersLink.ts";

/** A reading of `stats` with what else was known at that time. */
export interface Observation extends Reading {
  /** When that process began, in ms; only if it is known of this instance. */
  startedAt?: number | undefined;
  pool?: PoolMetrics | undefined;
  /** The latest activity. */
  activity?: Omit<ActivityResponse, "ephemeral"> | undefined;
}

/**
 * How a worker ended, where it can be told: `retired` by the pool at the end of its life, `evicted` by
 * another app's worker, `lost` without being counted as ended; its thread may live on.
 */
export type Ending = "retired" | "evicted" | "lost";

/** What happened, by its kind. */
export type EntryDetail =
  | { kind: "created" | "failed" | "blocked" | "unblocked"; app: string; worker: string }
  | { kind: "ended"; app: string; worker: string; how: Ending | null }
  | { kind: "version"; app: string }
  | { kind: "restarted" }
  | { kind: "overCapacity" | "withinCapacity"; total: number; size: number };

/** Something that happened. Times are in ms of the page's clock. */
export type JournalEntry = EntryDetail & {
  /** Increases with each entry. */
  id: number;
  /** When it happened, or was first seen. */
  t: number;
  /** If readings were missed before `t`: the last one before, so that it happened in between. */
  from: number | null;
  link: WorkersLink | null;
};

/** An entry without its id. */
export type NewEntry = EntryDetail & Omit<JournalEntry, "id" | keyof EntryDetail>;
