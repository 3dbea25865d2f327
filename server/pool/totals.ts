import { known, type PoolTotals } from "./reading.ts";
import { count, measure } from "./values.ts";

type Metrics = Record<string, unknown>;

/** The totals in an answer of the pool's `getMetrics()`; what is missing or malformed is left out. */
export function readTotals(metrics: Metrics): PoolTotals {
  return {
    ...known("requests", count(metrics.totalRequests)),
    ...known("hits", count(metrics.hits)),
    ...known("misses", count(metrics.misses)),
    ...known("evictions", count(metrics.evictions)),
    ...known("created", count(metrics.totalWorkersCreated)),
    ...known("failed", count(metrics.totalWorkersFailed)),
    ...known("retired", count(metrics.totalWorkersRetired)),
    ...known("avgResponseTimeMs", measure(metrics.avgResponseTimeMs)),
    ...known("ephemeral", readEphemeral(metrics)),
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
