import type { WorkerRow, WorkerState } from "../types.ts";
import {
  type AppFigures,
  countStates,
  known,
  type MemoryFigures,
  once,
  orderRows,
  type PoolCounts,
  type PoolReading,
  setMemory,
} from "./reading.ts";
import { type Row, rowOf } from "./row.ts";
import type { PoolParts, StatsRows } from "./source.ts";
import { readTotals } from "./totals.ts";
import { appName, count, measure, text } from "./values.ts";

const STATES: readonly unknown[] = ["creating", "ready", "active", "idle", "terminated"];

/**
 * Reads a pool that already speaks the documented shapes: `getMetrics()` tells size, active, idle
 * and creating, `getWorkerStats()` a record or a list of documented rows. A count that is missing
 * there is taken from the rows.
 *
 * @throws PartError when neither can be read.
 */
export function readDocumented(parts: PoolParts): Omit<PoolReading, "maxSize"> {
  const rows = once(() => orderRows(documentedRows(parts.workerStats())));
  const metrics = metricsOf(parts);
  return {
    size: metrics?.size,
    counts: countsOf(metrics, rows),
    held: undefined,
    workers: rows,
    rows: () => rows(),
    threads: () => [],
    totals: once(() => readTotals(parts.metrics())),
    apps: () => sumByApp(rows()),
    ephemeralRequests: () => 0,
  };
}

/** Whether an answer of `getMetrics()` speaks the documented shape. */
export function isDocumented(metrics: Record<string, unknown>): boolean {
  const named = ["active", "idle", "creating", "total"].some((name) => name in metrics);
  return named && !("activeWorkers" in metrics);
}

/** Whether rows of `getWorkerStats()` speak the documented shape. */
export function areDocumented({ keys, rows }: StatsRows): boolean {
  const first = rowOf(rows[0]);
  return first !== undefined && (keys === undefined || STATES.includes(first.state));
}

function documentedRows({ keys = [], rows }: StatsRows): WorkerRow[] {
  return rows.flatMap((value, index) => {
    const row = rowOf(value);
    return row ? documentedRow(keys[index], row) : [];
  });
}

function metricsOf(parts: PoolParts): Record<string, unknown> | undefined {
  try {
    return parts.metrics();
  } catch {
    return undefined;
  }
}

function countsOf(
  metrics: Record<string, unknown> | undefined,
  rows: () => WorkerRow[],
): PoolCounts {
  const active = count(metrics?.active);
  const idle = count(metrics?.idle);
  const creating = count(metrics?.creating);
  const whole = active !== undefined && idle !== undefined && creating !== undefined;
  const counted = whole ? { active, idle, creating } : fromRows(metrics, rows);
  return {
    active: active ?? counted.active,
    idle: idle ?? counted.idle,
    creating: creating ?? counted.creating,
    failed: undefined,
  };
}

function fromRows(
  metrics: Record<string, unknown> | undefined,
  rows: () => WorkerRow[],
): Omit<PoolCounts, "failed"> {
  try {
    return countStates(rows());
  } catch (error) {
    if (metrics) return { active: 0, idle: 0, creating: 0 };
    throw error;
  }
}

function documentedRow(key: string | undefined, told: Row): WorkerRow {
  const app = text(told.app) ?? text(key) ?? appName(told.id);
  const row: WorkerRow = {
    id: text(told.id) ?? text(key) ?? app,
    app,
    state: STATES.includes(told.state) ? (told.state as WorkerState) : "terminated",
    requests: count(told.requests) ?? 0,
    uptime: measure(told.uptime) ?? 0,
    memory: { rss: 0, heapUsed: 0 },
    memoryKnown: false,
    ...known("errors", count(told.errors)),
    ...known("avgResponseTimeMs", measure(told.avgResponseTimeMs)),
    ...known("idleSeconds", measure(told.idleSeconds)),
    ...known("ephemeral", flag(told.ephemeral)),
    ...known("failed", flag(told.failed)),
  };
  setMemory(row, memoryOf(told));
  return row;
}

function memoryOf(row: Row): MemoryFigures {
  const memory = rowOf(row.memory);
  const rss = measure(memory?.rss);
  const heapUsed = measure(memory?.heapUsed);
  const whole = rss !== undefined && heapUsed !== undefined;
  return {
    ...(whole ? { memory: { rss, heapUsed } } : {}),
    ...known("blocked", flag(row.blocked)),
  };
}

function flag(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

function sumByApp(rows: WorkerRow[]): AppFigures[] {
  const sums = new Map<string, AppFigures>();
  for (const { app, requests, errors } of rows) {
    const sum = sums.get(app) ?? nothingOf(app);
    sum.requests += requests;
    if (errors !== undefined) sum.errors = (sum.errors ?? 0) + errors;
    sums.set(app, sum);
  }
  return [...sums.values()];
}

function nothingOf(app: string): AppFigures {
  return { app, requests: 0, errors: undefined, responseSeconds: undefined, ephemeral: false };
}
