import { record } from "./values.ts";

/** What a pool may have; every part is checked before it is used. */
export interface PoolSource {
  getMetrics?: unknown;
  getWorkerStats?: unknown;
  cache?: unknown;
  config?: unknown;
}

/** The parts of one pool at one moment, each read when first asked for. */
export interface PoolParts {
  metrics(): Record<string, unknown>;
  workerStats(): StatsEntry[];
  cache(): [string, object][] | undefined;
}

/** Rows of `getWorkerStats()` with their keys; rows of a list have none. */
export type StatsEntry = readonly [key: string | undefined, row: Record<string, unknown>];

/** The methods of a pool; each can fail on its own. */
export type PoolPart = "getMetrics" | "getWorkerStats";

/** A part of the pool that could not be read, with the reason. */
export class PartError extends Error {
  override name = "PartError";

  constructor(
    /** The method that failed. */
    readonly part: PoolPart,
    reason: string,
  ) {
    super(reason);
  }
}

/** The most workers that one reading goes through; a pool with more is taken for a broken one. */
export const MAX_WORKERS = 100_000;

/**
 * Calls `pool.getMetrics()`.
 *
 * @throws PartError when it is missing, throws, or answers anything but an object.
 */
export function readMetrics(pool: PoolSource): Record<string, unknown> {
  return guarded("getMetrics", () => {
    const answer = call(pool, "getMetrics");
    const object = record(answer);
    if (!object) throw new TypeError(`must answer an object, got ${kind(answer)}`);
    return { ...object };
  });
}

/**
 * Calls `pool.getWorkerStats()`: rows by key, or a list of rows. What is no row is left out.
 *
 * @throws PartError when it is missing, throws, or answers neither a record nor an array.
 */
export function readWorkerStats(pool: PoolSource): StatsEntry[] {
  return guarded("getWorkerStats", () => {
    const answer = call(pool, "getWorkerStats");
    const rows = Array.isArray(answer) ? answer : record(answer);
    if (!rows) throw new TypeError(`must answer a record or an array, got ${kind(answer)}`);
    return Array.isArray(rows) ? listed(rows) : keyed(rows);
  });
}

/**
 * The pool's cached workers by key, read by iterating: `get` would touch their recency, and `size`
 * is capped at the pool's size where up to twice as many are held (quick-lru).
 * `undefined` when the pool lets nobody see them.
 */
export function readCache(pool: PoolSource): [string, object][] | undefined {
  try {
    const cache = pool.cache;
    if (typeof cache !== "object" || cache === null || Array.isArray(cache)) return undefined;
    return Symbol.iterator in cache ? cached(cache as Iterable<unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The pool's configured maximum, unchecked. */
export function readMaxSize(pool: PoolSource): unknown {
  try {
    return record(pool.config)?.maxSize;
  } catch {
    return undefined;
  }
}

function call(pool: PoolSource, method: PoolPart): unknown {
  const read = pool[method];
  if (typeof read !== "function") throw new TypeError("the pool doesn't have it");
  const answer: unknown = read.call(pool);
  // Nobody waits for a promise from here, so its rejection would count as unhandled.
  if (answer instanceof Promise) answer.catch(() => {});
  return answer;
}

function keyed(rows: Record<string, unknown>): StatsEntry[] {
  const entries: StatsEntry[] = [];
  for (const key of Object.keys(rows)) {
    const row = rowAt(rows, key);
    if (row) entries.push([key, row]);
  }
  return bounded(entries);
}

function listed(rows: unknown[]): StatsEntry[] {
  const entries: StatsEntry[] = [];
  for (let index = 0; index < rows.length && index <= MAX_WORKERS; index++) {
    const row = rowAt(rows, index);
    if (row) entries.push([undefined, row]);
  }
  return bounded(entries);
}

function rowAt(rows: object, key: string | number): Record<string, unknown> | undefined {
  try {
    const row = record((rows as Record<string | number, unknown>)[key]);
    return row && { ...row }; // a copy: whatever its getters do, they do it here
  } catch {
    return undefined;
  }
}

function cached(cache: Iterable<unknown>): [string, object][] | undefined {
  const entries: [string, object][] = [];
  for (const entry of cache) {
    if (!Array.isArray(entry) || entries.length >= MAX_WORKERS) return undefined;
    const [key, instance] = entry;
    if (typeof key !== "string" || typeof instance !== "object" || instance === null) {
      return undefined;
    }
    entries.push(entry as [string, object]);
  }
  return entries;
}

function bounded(entries: StatsEntry[]): StatsEntry[] {
  if (entries.length <= MAX_WORKERS) return entries;
  throw new RangeError(`answers more than ${MAX_WORKERS} rows`);
}

function guarded<T>(part: PoolPart, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new PartError(part, reason(error));
  }
}

function kind(answer: unknown): string {
  if (answer === null) return "null";
  if (Array.isArray(answer)) return "an array";
  return answer instanceof Promise ? "a promise" : typeof answer;
}

function reason(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    return "an error that can't be shown";
  }
}
