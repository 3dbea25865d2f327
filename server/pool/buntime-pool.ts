import { once } from "../once.ts";
import type { WorkerRow } from "../types.ts";
import { errorsOf, figuresOfHeld, type Held, heldRow, pastRow } from "./buntime-rows.ts";
import type { PoolCalls, Row, StatsRows } from "./calls.ts";
import { stateOf, threadOf } from "./instance.ts";
import {
  type AppFigures,
  countedNow,
  countStates,
  isLive,
  orderRows,
  type Snapshot,
  type SnapshotContext,
  unaccounted,
} from "./snapshot.ts";
import { readTotals } from "./totals.ts";
import { copyOf, count, measure } from "./values.ts";

/**
 * Reads Buntime's own pool: `getMetrics()` has totals, `getWorkerStats()` a row for every app that has
 * run, and the cache, if it can be read, the workers themselves.
 *
 * @throws PartError when neither the cache nor the rows can be read.
 */
export function readBuntimePool(calls: PoolCalls, context: SnapshotContext): Snapshot {
  const merged = (app: string) => statsOrNone(calls).at(app);
  const statusIn = (app: string) => merged(app)?.status;
  const cached = calls.cache((app, instance): Held => {
    const { state, failed } = stateOf(instance, app, statusIn);
    return { app, instance, state, failed };
  });
  const held = cached ?? heldByRows(calls.workerStats());
  const totals = once(() => readTotals(calls.metrics()));
  const apps = once(() => appFigures(calls.workerStats()));
  return {
    ...countedNow(countStates(held), context.sizeOf()),
    failed: cached && countFailed(cached),
    held: cached?.length,
    workers: () => held,
    rows: () => {
      const current = held.map((worker) => heldRow(worker, merged, context.figuresOf));
      const past = pastRows(statsOrNone(calls), new Set(held.map(({ app }) => app)));
      return orderRows([...current, ...past]);
    },
    threads: () => threadsOf(held),
    figuresOf: (worker) => figuresOfHeld(worker, context.figuresOf),
    totals: () => context.monotonic(totals()),
    apps,
    unaccounted: () => unaccounted(cached?.length, totals(), apps()),
  };
}

/** The rows of all apps without a held worker. */
function pastRows({ keys = [], rows }: StatsRows, held: ReadonlySet<string>): WorkerRow[] {
  const past: WorkerRow[] = [];
  for (let index = 0; index < keys.length; index++) {
    const app = keys[index];
    if (app === undefined || held.has(app)) continue;
    const row = copyOf(rows[index]);
    if (row) past.push(pastRow(app, row));
  }
  return past;
}

/** If they can't be read, a worker's own figures and state are still known. */
function statsOrNone(calls: PoolCalls): StatsRows {
  try {
    return calls.workerStats();
  } catch {
    return { rows: [], at: () => undefined };
  }
}

function heldByRows({ keys = [], rows }: StatsRows): Held[] {
  return keys.flatMap((app, index): Held[] => {
    const state = copyOf(rows[index])?.status;
    return state === "active" || state === "idle" ? [{ app, state }] : [];
  });
}

function countFailed(held: Held[]): number {
  return held.reduce((sum, worker) => sum + Number(worker.failed), 0);
}

function threadsOf(held: Held[]): object[] {
  const threads: object[] = [];
  for (const { instance, state } of held) {
    // A worker that is starting reports 0 for everything.
    if (!instance || !isLive(state) || state === "creating") continue;
    const thread = threadOf(instance);
    if (thread) threads.push(thread);
  }
  return threads;
}

/** Reads the original rows, not copies: a scrape reads all of them. */
function appFigures({ keys = [], rows }: StatsRows): AppFigures[] {
  const figures: AppFigures[] = [];
  for (let index = 0; index < keys.length; index++) {
    const app = keys[index];
    if (app !== undefined) figures.push(figuresOf(app, rows[index]));
  }
  return figures;
}

function figuresOf(app: string, value: unknown): AppFigures {
  try {
    // Of any type: each figure is checked.
    const row = (value ?? {}) as Row;
    const response = measure(row.totalResponseTimeMs);
    return {
      app,
      requests: count(row.requestCount),
      errors: errorsOf(row),
      responseSeconds: response === undefined ? undefined : response / 1000,
      ephemeral: row.status === "ephemeral",
    };
  } catch {
    const unknown = { requests: undefined, errors: undefined, responseSeconds: undefined };
    return { app, ...unknown, ephemeral: false };
  }
}
