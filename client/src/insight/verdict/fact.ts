import type { Connection } from "../../data/feed/connection.ts";
import type { Entry, PoolSample } from "../../data/feed/samples.ts";
import type { ActivitySample } from "../../data/feed/state.ts";
import type { Reading } from "../../data/stats/tracks.ts";
import type { Ledger } from "../ledger.ts";
import type { VitalName } from "../vitals.ts";
import type { WorkersLink } from "../workersLink.ts";

/** The input of the rules. Times are in ms of the page's clock. */
export interface Evidence {
  /** The present; while the page is paused, when it was paused. */
  now: number;
  activity: readonly Entry<ActivitySample>[];
  pool: readonly Entry<PoolSample>[];
  readings: readonly Pick<Reading, "t" | "instance">[];
  ledger: Ledger;
  /** When the runtime's process began; `null` before the first snapshot. */
  startedAt: number | null;
  connection: Pick<Connection, "phase" | "error">;
}

/**
 * As in the alerts: `critical` needs immediate action, `warning` can wait; `info` is not a problem, but
 * explains what the page shows.
 */
export type Severity = "critical" | "warning" | "info";

/** The contents of a fact, by its kind. */
export type FactDetail =
  | { kind: "failing"; app: string | null; errors: number; requests: number; seconds: number }
  | { kind: "crashLoop"; app: string; failures: number; seconds: number }
  | { kind: "failed"; app: string; workers: number }
  | { kind: "blocked"; app: string; worker: string }
  | { kind: "slow"; app: string; meanMs: number; earlierMs: number; seconds: number }
  | { kind: "exhausted" | "thrash"; evictions: number; requests: number; seconds: number }
  | { kind: "pressure"; active: number; size: number }
  | { kind: "noWorkers"; requests: number; seconds: number }
  | { kind: "queueFull" | "queueFilling"; depth: number; limit: number }
  | { kind: "overCapacity"; total: number; size: number }
  | { kind: "started" | "restarted" }
  | { kind: "restartLoop"; restarts: number; seconds: number }
  | { kind: "unreadable" | "feedFull" | "polling" }
  | { kind: "instances"; count: number }
  | { kind: "clockSkew"; aheadMs: number };

/** A problem, or something that explains what the page shows. */
export type Fact = FactDetail & {
  severity: Severity;
  /** Orders facts of one severity: the share of requests, workers or slots affected, 0 to 1. */
  weight: number;
  /** In ms; `null` if it began before the page was opened, or isn't known. */
  since: number | null;
  /** The rows behind it. */
  link: WorkersLink | null;
  /** The number of the first screen that it alarms. */
  vital: VitalName | null;
};

/** A fact's kind. */
export type FactKind = Fact["kind"];

/** Creates a fact, without rows or time unless given. */
export function fact(
  severity: Severity,
  weight: number,
  detail: FactDetail,
  more: Partial<Pick<Fact, "since" | "link" | "vital">> = {},
): Fact {
  return { since: null, link: null, vital: null, ...more, ...detail, severity, weight };
}
