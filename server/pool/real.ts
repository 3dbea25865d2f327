import { type Instance, type InstanceState, stateOf, threadOf } from "./instance.ts";
import {
  type AppFigures,
  countStates,
  isLive,
  known,
  once,
  orderRows,
  type PoolReading,
} from "./reading.ts";
import { errorsOf, heldRow, pastRow, type Row } from "./real-rows.ts";
import type { PoolParts, StatsEntry } from "./source.ts";
import { readTotals } from "./totals.ts";
import { count, measure } from "./values.ts";

/** A worker that the pool holds; without `instance` where only its row can be read. */
export interface Held extends InstanceState {
  app: string;
  instance?: Instance;
}

type RowsByApp = Map<string, Row>;

/**
 * Reads the pool as the real host has it: `getMetrics()` tells totals, `getWorkerStats()` a row for
 * every app that ever ran, and the cache behind them, where it can be read, the workers themselves.
 *
 * @throws PartError when neither the cache nor the rows can be read.
 */
export function readReal(parts: PoolParts): Omit<PoolReading, "maxSize"> {
  const rows = once(() => byApp(parts.workerStats()));
  const cache = parts.cache();
  const held = cache ? fromCache(cache, () => orNone(rows)) : fromRows(rows());
  return {
    size: undefined,
    counts: { ...countStates(held), failed: cache && countFailed(held) },
    held: cache?.length,
    workers: () => held,
    rows: (memoryOf) => {
      const past = new Map(orNone(rows));
      const now = held.map((worker) => heldRow(worker, past.get(worker.app), memoryOf));
      for (const { app } of held) past.delete(app);
      return orderRows([...now, ...[...past].map(pastRow)]);
    },
    threads: () => threadsOf(held),
    totals: once(() => readTotals(parts.metrics())),
    apps: () => [...rows()].map(appFigures),
    ephemeralRequests: () => ephemeralRequests(rows()),
  };
}

function byApp(entries: StatsEntry[]): RowsByApp {
  const rows: RowsByApp = new Map();
  for (const [key, row] of entries) if (key !== undefined) rows.set(key, row);
  return rows;
}

function orNone(rows: () => RowsByApp): RowsByApp {
  try {
    return rows();
  } catch {
    return new Map();
  }
}

function fromCache(cache: [string, object][], rows: () => RowsByApp): Held[] {
  return cache.map(([app, instance]) => ({
    app,
    instance,
    ...stateOf(instance, () => rows().get(app)?.status),
  }));
}

function fromRows(rows: RowsByApp): Held[] {
  const held: Held[] = [];
  for (const [app, { status }] of rows) {
    if (status === "active" || status === "idle") held.push({ app, state: status, failed: false });
  }
  return held;
}

function countFailed(held: Held[]): number {
  return held.reduce((sum, worker) => sum + Number(worker.failed), 0);
}

function threadsOf(held: Held[]): object[] {
  const threads: object[] = [];
  for (const { instance, state } of held) {
    // A worker that is still starting answers 0 for everything.
    if (!instance || !isLive(state) || state === "creating") continue;
    const thread = threadOf(instance);
    if (thread) threads.push(thread);
  }
  return threads;
}

function appFigures([app, row]: [string, Row]): AppFigures {
  const response = measure(row.totalResponseTimeMs);
  return {
    app,
    requests: count(row.requestCount) ?? 0,
    ...known("errors", errorsOf(row)),
    ...known("responseSeconds", response === undefined ? undefined : response / 1000),
  };
}

function ephemeralRequests(rows: RowsByApp): number {
  let sum = 0;
  for (const row of rows.values()) {
    if (row.status === "ephemeral") sum += count(row.requestCount) ?? 0;
  }
  return sum;
}
