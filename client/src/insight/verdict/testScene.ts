import type { ActivityResponse, PoolMetrics, WorkerRow } from "../../../../server/types.ts";
import { ApiError, type ApiErrorKind } from "../../data/api.ts";
import type { Phase } from "../../data/feed/connection.ts";
import type { ActivitySample } from "../../data/feed/state.ts";
import { testRow } from "../../data/stats/testRows.ts";
import { EMPTY_LEDGER, nextLedger } from "../ledger.ts";
import type { Fact, FactKind } from "./fact.ts";
import { verdictOf } from "./verdict.ts";

/** A pool with free slots. */
export const POOL: PoolMetrics = {
  size: 6,
  active: 2,
  idle: 1,
  creating: 0,
  total: 3,
  utilization: 2 / 6,
};
/** A pool without free slots. */
export const FULL: PoolMetrics = { ...POOL, active: 6, idle: 0, total: 6, utilization: 1 };
/** An empty queue. */
export const QUEUE = { concurrency: 2, queueDepth: 0, queueLimit: 100 };
/** The relevant fields of a row. */
export type Row = Partial<WorkerRow> & { id: string };

/** What a page has received; by default nothing is wrong. */
export interface Scene {
  /** The activity by second. */
  activity?: Record<number, Partial<ActivityResponse>>;
  pool?: PoolMetrics;
  /** The rows by second. */
  rows?: Record<number, Row[]>;
  /** By second, the processes that `stats` came from. */
  readings?: Record<number, string>;
  /** In seconds; `null` before the first snapshot. */
  uptime?: number | null;
  phase?: Phase;
  error?: ApiErrorKind;
}

/** What the page knows at the last second of the scene. */
export function evidenceOf({
  activity = {},
  pool = POOL,
  rows = { 0: [] },
  uptime = 9_999,
  ...more
}: Scene) {
  const seconds = [...Object.keys(activity), ...Object.keys(rows)].map(Number);
  const now = Math.max(...seconds) * 1_000;
  const samples = Object.entries(activity).map(([second, sample]): ActivitySample => {
    const t = Number(second) * 1_000;
    return { t, timestamp: new Date(t).toISOString(), instance: "a", ephemeral: QUEUE, ...sample };
  });
  const ledger = Object.entries(rows).reduce((before, [second, workers]) => {
    const made = workers.map((row) => testRow({ state: "active", uptime: 9_999, ...row }));
    return nextLedger(before, { t: Number(second) * 1_000, workers: made, afterGap: false });
  }, EMPTY_LEDGER);
  const error = more.error ? new ApiError(more.error) : null;
  const connection = { phase: more.phase ?? ("live" as const), error };
  const readings = Object.entries(more.readings ?? {}).map(([second, instance]) => {
    return { t: Number(second) * 1_000, instance };
  });
  const latest = [{ ...pool, t: now }];
  const startedAt = uptime === null ? null : now - uptime * 1_000;
  return { now, activity: samples, pool: latest, readings, ledger, startedAt, connection };
}

/** The verdict on a scene. */
export const verdict = (scene: Scene) => verdictOf(evidenceOf(scene));
/** Facts in short. */
export const kinds = (facts: readonly Fact[]) =>
  facts.map(({ kind, severity }) => `${kind} ${severity}`);
/** The scene's fact of a kind, unless it is not among the worst. */
export function find<Kind extends FactKind>(scene: Scene, kind: Kind) {
  const { worst, notes } = verdict(scene);
  return [...worst, ...notes].find((fact) => fact.kind === kind);
}
