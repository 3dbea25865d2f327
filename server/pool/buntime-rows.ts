import type { WorkerRow, WorkerState } from "../types.ts";
import type { Row } from "./calls.ts";
import { type Instance, type InstanceState, idOf, statsOf, threadOf } from "./instance.ts";
import {
  type FiguresOf,
  type HeldWorker,
  isLive,
  setFigures,
  type ThreadFigures,
} from "./snapshot.ts";
import { appName, count, measure, optional, seconds } from "./values.ts";

/** A worker that the pool holds; without `instance` if only its row can be read. */
export interface Held extends Partial<InstanceState> {
  app: string;
  state: WorkerState;
  instance?: Instance;
}

/**
 * The row of a worker that the pool holds. It has the worker's own figures since spawn, or else
 * those of `merged`, which include its predecessors.
 */
export function heldRow(
  worker: Held,
  merged: (app: string) => Row | undefined,
  figuresOf: FiguresOf,
): WorkerRow {
  const { app, instance, state, failed } = worker;
  const own = (instance && statsOf(instance)) ?? merged(app) ?? {};
  const row = rowOfApp(app, state, own);
  row.id = (instance && idOf(instance)) ?? row.id;
  if (failed) row.failed = true;
  if (!isLive(state)) return row;
  row.uptime = seconds(own.ageMs) ?? 0;
  const idle = seconds(own.idleMs);
  if (idle !== undefined) row.idleSeconds = idle;
  setFigures(row, figuresOfHeld(worker, figuresOf));
  return row;
}

/** The thread's figures of a live worker that the pool holds. */
export function figuresOfHeld(
  { instance, state }: HeldWorker,
  figuresOf: FiguresOf,
): ThreadFigures {
  const thread = instance && isLive(state) ? threadOf(instance) : undefined;
  return thread ? figuresOf(thread) : {};
}

/** The row of an app without a worker: its history. */
export function pastRow(app: string, stats: Row): WorkerRow {
  const row = rowOfApp(app, "terminated", stats);
  if (stats.status !== "ephemeral") return row;
  return {
    ...row,
    ephemeral: true,
    ...optional("lastResponseTimeMs", measure(stats.lastResponseTimeMs)),
    ...optional("lastRequestCount", count(stats.lastRequestCount)),
  };
}

/** Failed requests; unknown for one-request workers, whose errors the pool doesn't count. */
export function errorsOf(row: Row): number | undefined {
  return row.status === "ephemeral" ? undefined : count(row.errorCount);
}

function rowOfApp(key: string, state: WorkerState, stats: Row): WorkerRow {
  const app = appName(key);
  const row: WorkerRow = {
    id: app,
    app,
    state,
    requests: count(stats.requestCount) ?? 0,
    uptime: 0,
    memory: { rss: 0, heapUsed: 0 },
    memoryKnown: false,
  };
  const errors = errorsOf(stats);
  if (errors !== undefined) row.errors = errors;
  const average = meanOf(stats, row.requests - (errors ?? 0));
  if (average !== undefined) row.avgResponseTimeMs = average;
  return row;
}

/**
 * The pool's own mean divides by all requests, although failed ones add no time. Its total has a resolution of 10
 * microseconds: this mean has as many decimals as it takes to recover the total, so that the mean of recent requests can
 * be computed even after millions.
 */
function meanOf(stats: Row, successes: number): number | undefined {
  if (successes <= 0) return undefined;
  const total = measure(stats.totalResponseTimeMs);
  if (total === undefined) return measure(stats.avgResponseTimeMs);
  const scale = 100 * 10 ** Math.ceil(Math.log10(successes));
  return total === 0 ? undefined : Math.round((total / successes) * scale) / scale;
}
