import type { PoolTotals } from "./snapshot.ts";
import { count, measure, optional } from "./values.ts";

type Metrics = Record<string, unknown>;

/** The totals in what the pool's `getMetrics()` returned; what is missing or malformed is left out. */
export function readTotals(metrics: Metrics): PoolTotals {
  return {
    ...optional("requests", count(metrics.totalRequests)),
    ...optional("hits", count(metrics.hits)),
    ...optional("misses", count(metrics.misses)),
    ...optional("evictions", count(metrics.evictions)),
    ...optional("created", count(metrics.totalWorkersCreated)),
    ...optional("failed", count(metrics.totalWorkersFailed)),
    ...optional("retired", count(metrics.totalWorkersRetired)),
    ...optional("avgResponseTimeMs", measure(metrics.avgResponseTimeMs)),
    ...optional("ephemeral", readEphemeral(metrics)),
  };
}

function readEphemeral(metrics: Metrics): PoolTotals["ephemeral"] {
  const concurrency = count(metrics.ephemeralConcurrency);
  const queueDepth = count(metrics.ephemeralQueueDepth);
  const queueLimit = count(metrics.ephemeralQueueLimit);
  if (concurrency === undefined || queueDepth === undefined || queueLimit === undefined) {
    return undefined;
  }
  return { concurrency, queueDepth, queueLimit };
}
