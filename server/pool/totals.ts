import { count, measure, optional } from "./values.ts";

/** The counters that a pool reports, each with its name in the result of `getMetrics()`. */
const COUNTER_NAMES = {
  requests: "totalRequests",
  hits: "hits",
  misses: "misses",
  evictions: "evictions",
  created: "totalWorkersCreated",
  failed: "totalWorkersFailed",
  retired: "totalWorkersRetired",
} as const;

/** A counter that a pool reports. */
export type PoolCounter = keyof typeof COUNTER_NAMES;

/** All of them, in the order of their output. */
export const POOL_COUNTERS = Object.keys(COUNTER_NAMES) as PoolCounter[];

/** The pool's own totals; a figure that it doesn't report is absent. */
export interface PoolTotals extends Partial<Record<PoolCounter, number>> {
  avgResponseTimeMs?: number;
  ephemeral?: { concurrency: number; queueDepth: number; queueLimit: number };
}

/** The totals in the result of `getMetrics()`; what is missing or malformed is left out. */
export function readTotals(metrics: Record<string, unknown>): PoolTotals {
  const totals: PoolTotals = {};
  for (const counter of POOL_COUNTERS) {
    const value = count(metrics[COUNTER_NAMES[counter]]);
    if (value !== undefined) totals[counter] = value;
  }
  return {
    ...totals,
    ...optional("avgResponseTimeMs", measure(metrics.avgResponseTimeMs)),
    ...optional("ephemeral", readEphemeral(metrics)),
  };
}

function readEphemeral(metrics: Record<string, unknown>): PoolTotals["ephemeral"] {
  const concurrency = count(metrics.ephemeralConcurrency);
  const queueDepth = count(metrics.ephemeralQueueDepth);
  const queueLimit = count(metrics.ephemeralQueueLimit);
  if (concurrency === undefined || queueDepth === undefined || queueLimit === undefined) {
    return undefined;
  }
  return { concurrency, queueDepth, queueLimit };
}
