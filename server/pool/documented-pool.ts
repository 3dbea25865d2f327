import { once } from "../once.ts";
import type { WorkerRow } from "../types.ts";
import type { PoolCalls, Row, StatsRows } from "./calls.ts";
import {
  type AppFigures,
  countedNow,
  countStates,
  type HeldWorker,
  isLive,
  type LiveCounts,
  orderRows,
  type Snapshot,
  type SnapshotContext,
  setFigures,
  type ThreadFigures,
  WORKER_STATES,
} from "./snapshot.ts";
import { readTotals } from "./totals.ts";
import { appName, attempt, copyOf, count, measure, optional, text } from "./values.ts";

/**
 * Reads a pool that already has the documented shapes: `getMetrics()` returns size, active, idle and
 * creating, `getWorkerStats()` a record or a list of documented rows. A missing count is taken from the
 * rows.
 *
 * @throws PartError when neither can be read.
 */
export function readDocumentedPool(calls: PoolCalls, context: SnapshotContext): Snapshot {
  const readings = once(() => documentedRows(calls.workerStats()));
  const rows = once(() => orderRows(readings().map(({ row }) => row)));
  const metrics = attempt(calls.metrics);
  return {
    ...countedNow(countsOf(metrics, rows), context.sizeOf(metrics?.size)),
    failed: undefined,
    held: undefined,
    workers: rows,
    rows,
    threads: () => [],
    figuresOf: figuresOfRow,
    totals: () => context.monotonic(readTotals(calls.metrics())),
    apps: () => sumByApp(readings()),
    unaccounted: () => undefined,
  };
}

/** A row, and its figures for the app's counters: a malformed figure is shown as 0 or left out, but counts as unknown. */
interface Reading {
  row: WorkerRow;
  requests: number | undefined;
  /** `null` if the row doesn't report them. */
  errors: number | null | undefined;
}

function documentedRows({ keys = [], rows }: StatsRows): Reading[] {
  return rows.flatMap((value, index) => {
    const given = copyOf(value);
    if (!given) return [];
    const row = documentedRow(keys[index], given);
    return {
      row,
      requests: count(given.requests),
      errors: given.errors == null ? null : count(given.errors),
    };
  });
}

function countsOf(metrics: Row | undefined, rows: () => WorkerRow[]): LiveCounts {
  const active = count(metrics?.active);
  const idle = count(metrics?.idle);
  const creating = count(metrics?.creating);
  if (active !== undefined && idle !== undefined && creating !== undefined) {
    return { active, idle, creating };
  }
  const counted = countRows(metrics, rows);
  return {
    active: active ?? counted.active,
    idle: idle ?? counted.idle,
    creating: creating ?? counted.creating,
  };
}

/** A count that neither part has is 0 if one of them can be read. */
function countRows(metrics: Row | undefined, rows: () => WorkerRow[]): LiveCounts {
  try {
    return countStates(rows());
  } catch (error) {
    if (metrics) return { active: 0, idle: 0, creating: 0 };
    throw error;
  }
}

function documentedRow(key: string | undefined, given: Row): WorkerRow {
  const app = text(given.app) ?? text(key) ?? appName(given.id);
  const row: WorkerRow = {
    id: text(given.id) ?? text(key) ?? app,
    app,
    state: WORKER_STATES.find((state) => state === given.state) ?? "terminated",
    requests: count(given.requests) ?? 0,
    uptime: measure(given.uptime) ?? 0,
    memory: { rss: 0, heapUsed: 0 },
    memoryKnown: false,
    ...optional("errors", count(given.errors)),
    ...optional("idleSeconds", measure(given.idleSeconds)),
    ...optional("ephemeral", flag(given.ephemeral)),
    ...optional("lastResponseTimeMs", measure(given.lastResponseTimeMs)),
    ...optional("lastRequestCount", count(given.lastRequestCount)),
    ...optional("failed", flag(given.failed)),
  };
  const average = measure(given.avgResponseTimeMs);
  const successes = row.requests - (row.errors ?? 0);
  if (average !== undefined && successes > 0) row.avgResponseTimeMs = average;
  setFigures(row, figuresIn(given));
  return row;
}

/** In this shape the workers are the rows, which contain their figures. */
function figuresOfRow(worker: HeldWorker & Partial<WorkerRow>): ThreadFigures {
  const { state, memory, memoryKnown, cpuSeconds, blocked } = worker;
  if (!isLive(state)) return {};
  return {
    ...(memoryKnown && memory ? { memory } : {}),
    ...optional("cpuSeconds", cpuSeconds),
    ...optional("blocked", blocked),
  };
}

function figuresIn(row: Row): ThreadFigures {
  const memory = copyOf(row.memory);
  const rss = measure(memory?.rss);
  const heapUsed = measure(memory?.heapUsed);
  const whole = rss !== undefined && heapUsed !== undefined;
  return {
    ...(whole ? { memory: { rss, heapUsed } } : {}),
    ...optional("cpuSeconds", measure(row.cpuSeconds)),
    ...optional("sampledSecondsAgo", measure(row.sampledSecondsAgo)),
    ...optional("blocked", flag(row.blocked)),
  };
}

function flag(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

/** A sum with an unknown part is unknown, so that its counter stays instead of dropping and counting again. */
function sumByApp(readings: Reading[]): AppFigures[] {
  const sums = new Map<string, AppFigures>();
  const malformed = new Set<AppFigures>();
  for (const { row, requests, errors } of readings) {
    const sum = sums.get(row.app) ?? nothingOf(row.app);
    sums.set(row.app, sum);
    sum.requests = plus(sum.requests, requests);
    if (errors === undefined) malformed.add(sum);
    else if (errors !== null) sum.errors = (sum.errors ?? 0) + errors;
  }
  for (const sum of malformed) sum.errors = undefined;
  return [...sums.values()];
}

function plus(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}

function nothingOf(app: string): AppFigures {
  return { app, requests: 0, errors: undefined, responseSeconds: undefined, ephemeral: false };
}
