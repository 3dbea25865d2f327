import type { PoolMetrics, WorkerRow, WorkerState } from "../types.ts";
import type { PoolTotals } from "./totals.ts";

/** Bytes of one worker's heap. */
export interface WorkerMemory {
  rss: number;
  heapUsed: number;
}

/** The known figures of a live worker's thread. */
export interface ThreadFigures {
  readonly memory?: WorkerMemory | undefined;
  /** CPU time since its spawn, in seconds with at most 3 decimals. */
  readonly cpuSeconds?: number | undefined;
  readonly blocked?: boolean | undefined;
  /** Age of the figures in seconds, if they are not current. */
  readonly sampledSecondsAgo?: number | undefined;
}

/** Returns the figures of a thread (a Bun `Worker`): for one thread always the same object. */
export type FiguresOf = (thread: object) => ThreadFigures;

/** One app's figures over all its workers, including past ones that the pool remembers. */
export interface AppFigures {
  app: string;
  /** `undefined` if the pool's figure is malformed. */
  requests: number | undefined;
  /** `undefined` if failed requests aren't counted. */
  errors: number | undefined;
  /** Sum of all response times; `undefined` if unknown. */
  responseSeconds: number | undefined;
  /** Whether each of its requests has its own worker, which ends with it. */
  ephemeral: boolean;
}

/** A worker that the pool holds, for counting by app and state. */
export interface HeldWorker {
  app: string;
  state: WorkerState;
  /** Its id, if there is no instance to read it from. */
  id?: string;
  /** Whether it failed to start or crashed; absent if the pool doesn't report it. */
  failed?: boolean;
  /** The pool's own object for it, if it can be read. */
  instance?: object;
}

/**
 * The pool at one point in time, the source of all responses. The numbers are read immediately; the methods read their
 * part of the pool when called, and throw a `PartError` if it can't be read.
 */
export interface Snapshot {
  pool: PoolMetrics;
  /** Seconds since the process began, at most 3 decimals. */
  uptime: number;
  /** When it was taken: ISO 8601, UTC, milliseconds. */
  timestamp: string;
  /** Held workers that failed to start or crashed; `undefined` if the pool doesn't report them. */
  failed: number | undefined;
  /** Workers that the pool holds, in any state; `undefined` if they can't be seen. */
  held: number | undefined;
  workers(): readonly HeldWorker[];
  /** The rows of `stats`: live workers first, then by app, then by id. */
  rows(): WorkerRow[];
  /** The threads of live workers that can be sampled. */
  threads(): object[];
  /** The figures of a worker's thread; empty if it has ended. */
  figuresOf(worker: HeldWorker): ThreadFigures;
  totals(): PoolTotals;
  apps(): AppFigures[];
  /** Workers that have ended without the pool counting them; `undefined` if unknown. */
  unaccounted(): number | undefined;
}

/** The inputs of a snapshot from outside the pool. */
export interface SnapshotContext {
  /** The pool's size, 0 if unknown. `own` is the size that the pool reports itself, unchecked. */
  sizeOf(own?: unknown): number;
  /** Turns the pool's own totals into ones that never decrease. */
  monotonic(totals: PoolTotals): PoolTotals;
  figuresOf: FiguresOf;
}

/** Number of live workers of each kind; `idle` is the documented `idle` and `ready` together. */
export type LiveCounts = Pick<PoolMetrics, "active" | "idle" | "creating">;

/** The documented numbers, with the current time. */
export function countedNow(
  { active, idle, creating }: LiveCounts,
  size: number,
): Pick<Snapshot, "pool" | "uptime" | "timestamp"> {
  const total = active + idle + creating;
  const utilization = size === 0 ? 0 : active / size;
  return {
    pool: { size, active, idle, creating, total, utilization },
    uptime: Math.round(process.uptime() * 1000) / 1000,
    timestamp: new Date().toISOString(),
  };
}

/**
 * Workers created, minus those that the pool counts as ended, minus those held; `undefined` if any of these is unknown.
 * All are the pool's own figures from one reading: counters that outlive the pool include workers of other pools.
 *
 * Two kinds of workers end without being counted as retired: the one of each request to an app with `ttl: 0`, and those
 * that the pool counts as failed. A worker that failed to start and was replaced by the next request is not counted at
 * all: it stays in the figure, like a lost thread.
 */
export function unaccounted(
  held: number | undefined,
  { created, retired, failed = 0 }: PoolTotals,
  apps: readonly AppFigures[],
): number | undefined {
  if (created === undefined || retired === undefined || held === undefined) return undefined;
  let ended = retired + failed;
  for (const { ephemeral, requests } of apps) if (ephemeral) ended += requests ?? 0;
  return Math.max(0, created - ended - held);
}

/** Adds the figures of a worker's thread to its row. */
export function setFigures(row: WorkerRow, figures: ThreadFigures): void {
  const { memory, cpuSeconds, blocked, sampledSecondsAgo } = figures;
  if (memory) {
    row.memory = { rss: memory.rss, heapUsed: memory.heapUsed };
    row.memoryKnown = true;
  }
  if (cpuSeconds !== undefined) row.cpuSeconds = cpuSeconds;
  if (sampledSecondsAgo !== undefined) row.sampledSecondsAgo = sampledSecondsAgo;
  if (blocked !== undefined) row.blocked = blocked;
}

/** The documented states, in the order of a worker's life. */
export const WORKER_STATES = [
  "creating",
  "ready",
  "active",
  "idle",
  "terminated",
] as const satisfies readonly WorkerState[];

/** Whether a worker in this state is one of the pool's live ones. */
export function isLive(state: WorkerState): boolean {
  return state !== "terminated";
}

/** Counts workers by the documented kinds. */
export function countStates(workers: readonly HeldWorker[]): LiveCounts {
  const counts = { active: 0, idle: 0, creating: 0 };
  for (const { state } of workers) {
    if (state === "active") counts.active++;
    else if (state === "creating") counts.creating++;
    else if (state !== "terminated") counts.idle++;
  }
  return counts;
}

/** Orders rows: live ones first, then by app, then by id. */
export function orderRows(rows: WorkerRow[]): WorkerRow[] {
  return rows.sort(
    (a, b) =>
      Number(isLive(b.state)) - Number(isLive(a.state)) ||
      compare(a.app, b.app) ||
      compare(a.id, b.id),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
