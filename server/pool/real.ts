import type { WorkerRow } from "../types.ts";
import { stateOf, threadOf } from "./instance.ts";
import {
  type AppFigures,
  countStates,
  isLive,
  once,
  orderRows,
  type PoolReading,
} from "./reading.ts";
import { errorsOf, type Held, heldRow, pastRow } from "./real-rows.ts";
import { type Row, rowOf } from "./row.ts";
import type { PoolParts, StatsRows } from "./source.ts";
import { readTotals } from "./totals.ts";
import { count, measure, record } from "./values.ts";

type RowsByApp = ReadonlyMap<string, Row>;

/**
 * Reads the pool as the real host has it: `getMetrics()` tells totals, `getWorkerStats()` a row for
 * every app that ever ran, and the cache behind them, where it can be read, the workers themselves.
 *
 * @throws PartError when neither the cache nor the rows can be read.
 */
export function readReal(parts: PoolParts): Omit<PoolReading, "maxSize"> {
  const apps = once(() => appFigures(parts.workerStats()));
  const merged = once(() => byApp(statsOrNone(parts)));
  const cached = readHeld(parts, (app) => merged().get(app)?.status);
  const held = cached ?? fromRows(byApp(parts.workerStats()));
  return {
    size: undefined,
    counts: { ...countStates(held), failed: cached && countFailed(cached) },
    held: cached?.length,
    workers: () => held,
    rows: (memoryOf) => {
      const now = held.map((worker) => heldRow(worker, (app) => merged().get(app), memoryOf));
      const past = pastRows(parts, new Set(held.map(({ app }) => app)));
      return orderRows([...now, ...past]);
    },
    threads: () => threadsOf(held),
    totals: once(() => readTotals(parts.metrics())),
    apps,
    ephemeralRequests: () => ephemeralRequests(apps()),
  };
}

/** The rows of all but the apps whose workers are held; none where they can't be read. */
function pastRows(parts: PoolParts, held: ReadonlySet<string>): WorkerRow[] {
  const past: WorkerRow[] = [];
  const { keys = [], rows } = statsOrNone(parts);
  for (let index = 0; index < keys.length; index++) {
    const app = keys[index];
    if (app === undefined || held.has(app)) continue;
    const row = rowOf(rows[index]);
    if (row) past.push(pastRow(app, row));
  }
  return past;
}

function byApp({ keys = [], rows }: StatsRows): RowsByApp {
  const byApp = new Map<string, Row>();
  keys.forEach((key, index) => {
    const row = rowOf(rows[index]);
    if (row) byApp.set(key, row);
  });
  return byApp;
}

function statsOrNone(parts: PoolParts): StatsRows {
  try {
    return parts.workerStats();
  } catch {
    return { rows: [] };
  }
}

function readHeld(parts: PoolParts, told: (app: string) => unknown): Held[] | undefined {
  return parts.cache((app, instance) => {
    const { state, failed } = stateOf(instance, app, told);
    return { app, instance, state, failed };
  });
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

/** Read from the rows as they came, not from copies: a scrape goes through all of them. */
function appFigures({ keys = [], rows }: StatsRows): AppFigures[] {
  const figures: AppFigures[] = [];
  for (let index = 0; index < keys.length; index++) {
    const app = keys[index];
    const figure = app === undefined ? undefined : figuresOf(app, rows[index]);
    if (figure) figures.push(figure);
  }
  return figures;
}

function figuresOf(app: string, value: unknown): AppFigures | undefined {
  try {
    const row = record(value);
    if (!row) return undefined;
    const response = measure(row.totalResponseTimeMs);
    return {
      app,
      requests: count(row.requestCount) ?? 0,
      errors: errorsOf(row),
      responseSeconds: response === undefined ? undefined : response / 1000,
      ephemeral: row.status === "ephemeral",
    };
  } catch {
    return undefined;
  }
}

function ephemeralRequests(apps: AppFigures[]): number {
  let sum = 0;
  for (const { ephemeral, requests } of apps) if (ephemeral) sum += requests;
  return sum;
}
