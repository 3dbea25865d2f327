import { readBuntimePool } from "./buntime-pool.ts";
import type { PoolCalls, Row, StatsRows } from "./calls.ts";
import { readDocumentedPool } from "./documented-pool.ts";
import { type Snapshot, type SnapshotContext, WORKER_STATES } from "./snapshot.ts";
import { copyOf } from "./values.ts";

/** Reads a pool of one shape. */
export type PoolShape = (calls: PoolCalls, context: SnapshotContext) => Snapshot;

const DOCUMENTED_COUNTS = ["active", "idle", "creating", "total"];

/** The shape that a result of `getMetrics()` has; `undefined` if it is empty and fits either. */
export function shapeOfMetrics(metrics: Row): PoolShape | undefined {
  if ("activeWorkers" in metrics) return readBuntimePool;
  if (DOCUMENTED_COUNTS.some((name) => name in metrics)) return readDocumentedPool;
  return Object.keys(metrics).length > 0 ? readBuntimePool : undefined;
}

/** The shape that a result of `getWorkerStats()` has; `undefined` if its first row fits either. */
export function shapeOfRows({ keys, rows }: StatsRows): PoolShape | undefined {
  const first = copyOf(rows[0]);
  if (!first) return undefined;
  if (!keys || WORKER_STATES.some((state) => state === first.state)) return readDocumentedPool;
  return "status" in first || "requestCount" in first ? readBuntimePool : undefined;
}
