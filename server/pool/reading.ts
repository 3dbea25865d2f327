import type { WorkerRow, WorkerState } from "../types.ts";

/** Bytes of one worker's heap. */
export interface WorkerMemory {
  rss: number;
  heapUsed: number;
}

/** What is known of a live worker's memory and responsiveness. */
export interface MemoryFigures {
  memory?: WorkerMemory;
  blocked?: boolean;
}

/** Tells the memory of the thread (a Bun `Worker`) behind a row. */
export type MemoryOf = (thread: object) => MemoryFigures;

/** How many live workers there are of each kind, and how many failed ones are still held. */
export interface PoolCounts {
  active: number;
  /** `idle` and `ready` together, as the documentation counts them. */
  idle: number;
  creating: number;
  /** Held workers that failed to start or crashed; `undefined` where the pool doesn't tell. */
  failed: number | undefined;
}

/** What the pool tells of itself as a whole; a figure that it doesn't tell is absent. */
export interface PoolTotals {
  requests?: number;
  hits?: number;
  misses?: number;
  evictions?: number;
  created?: number;
  failed?: number;
  retired?: number;
  avgResponseTimeMs?: number;
  ephemeral?: { concurrency: number; queueDepth: number; queueLimit: number };
}

/** One app's figures over all its workers, past ones included where the pool remembers them. */
export interface AppFigures {
  app: string;
  requests: number;
  /** `undefined` where failed requests aren't counted. */
  errors: number | undefined;
  /** Sum of all response times, `undefined` where it isn't known. */
  responseSeconds: number | undefined;
  /** Whether each of its requests has a worker of its own, which ends with it. */
  ephemeral: boolean;
}

/** A worker that the pool holds, for counting by app and state. */
export interface HeldWorker {
  app: string;
  state: WorkerState;
}

/**
 * The pool at one moment. The counts are read at once, the rest when asked, each part once.
 * A part that can't be read throws a `PartError`; the others go on.
 */
export interface PoolReading {
  /** The pool's own documented `size`, unchecked; `undefined` on the real pool. */
  size: unknown;
  /** The maximum that the pool was configured with, unchecked. */
  maxSize: unknown;
  counts: PoolCounts;
  /** Workers that the pool holds, whatever their state; `undefined` where it lets nobody see them. */
  held: number | undefined;
  /** The held workers. */
  workers(): Iterable<HeldWorker>;
  /** The rows of `stats`, live workers first, then by app, then by id. */
  rows(memoryOf: MemoryOf): WorkerRow[];
  /** The threads of live workers whose heaps can be asked. */
  threads(): object[];
  totals(): PoolTotals;
  apps(): AppFigures[];
  /** Requests answered by one-request workers, each of which has ended. */
  ephemeralRequests(): number;
}

/** Puts what is known of its worker's memory into a row. */
export function setMemory(row: WorkerRow, { memory, blocked }: MemoryFigures): void {
  if (memory) {
    row.memory = { rss: memory.rss, heapUsed: memory.heapUsed };
    row.memoryKnown = true;
  }
  if (blocked !== undefined) row.blocked = blocked;
}

/** An object with the one field, or without it when the value is not known. */
export function known<K extends string, T>(name: K, value: T | undefined): { [P in K]?: T } {
  return value === undefined ? {} : ({ [name]: value } as { [P in K]?: T });
}

const LIVE: ReadonlySet<WorkerState> = new Set(["creating", "ready", "active", "idle"]);

/** Whether a worker in this state is one of the pool's live ones. */
export function isLive(state: WorkerState): boolean {
  return LIVE.has(state);
}

/** Counts workers by the documented kinds. */
export function countStates(workers: Iterable<HeldWorker>): Omit<PoolCounts, "failed"> {
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

/** Runs `read` at the first call and gives its result, or its error, at every call. */
export function once<T>(read: () => T): () => T {
  let outcome: { value: T } | { error: unknown } | undefined;
  return () => {
    outcome ??= settle(read);
    if ("error" in outcome) throw outcome.error;
    return outcome.value;
  };
}

function settle<T>(read: () => T): { value: T } | { error: unknown } {
  try {
    return { value: read() };
  } catch (error) {
    return { error };
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
