import type {
  ActivityResponse,
  MetricsResponse,
  StatsResponse,
  WorkerRow,
} from "../../../server/types.ts";

/** `stats` as the pages use it: rows have more than the documented fields. */
export interface Stats extends StatsResponse {
  workers: WorkerRow[];
  /** The process that responded: behind a load balancer there are several. */
  instance?: string | undefined;
}

/** Whether a value is an object with fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const POOL_NUMBERS = ["size", "active", "idle", "creating", "total", "utilization"] as const;

function hasPool(value: unknown): value is Record<string, unknown> {
  if (!isRecord(value)) return false;
  const { pool } = value;
  return isRecord(pool) && POOL_NUMBERS.every((name) => Number.isFinite(pool[name]));
}

/** Whether a body is a pool snapshot. */
export function isMetrics(body: unknown): body is MetricsResponse {
  return hasPool(body) && typeof body.uptime === "number" && typeof body.timestamp === "string";
}

/** Whether a body is the pool's activity. */
export function isActivity(body: unknown): body is ActivityResponse {
  return isRecord(body) && typeof body.timestamp === "string";
}

function isRow(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.id === "string" &&
    typeof value.app === "string" &&
    typeof value.state === "string" &&
    isRecord(value.memory)
  );
}

/** Whether a body is the pool with its workers. */
export function isStats(body: unknown): body is Stats {
  return hasPool(body) && Array.isArray(body.workers) && body.workers.every(isRow);
}
