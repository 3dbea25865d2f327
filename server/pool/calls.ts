import { attempt, copyOf, ignoreRejection, plainRecord, record } from "./values.ts";

/** What a pool may have; every part is checked before use. */
export interface HostPool {
  getMetrics?: unknown;
  getWorkerStats?: unknown;
  cache?: unknown;
  config?: unknown;
}

/** One reading of a pool: its two methods, each called at most once, and its cache. */
export interface PoolCalls {
  metrics(): Record<string, unknown>;
  workerStats(): StatsRows;
  cache<T>(each: OfCached<T>): T[] | undefined;
}

/** Unchecked rows of `getWorkerStats()`: each may be anything, and its getters may throw. */
export interface StatsRows {
  /** The rows' keys, in their order; absent for a list. */
  keys?: string[];
  rows: unknown[];
  /** A copy of the row of a key; `undefined` if there is none or it can't be read. */
  at(key: string): Row | undefined;
}

/** A row of `getWorkerStats()`, its fields unchecked. */
export type Row = Record<string, unknown>;

/** Called with a cached worker and its key; must not throw. */
export type OfCached<T> = (key: string, instance: object) => T;

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

/** Maximum number of workers in one reading; a pool with more is considered broken. */
export const MAX_WORKERS = 100_000;

/**
 * Calls `pool.getMetrics()`.
 *
 * @throws PartError when it is missing, throws, or returns anything but a plain object.
 */
export function readMetrics(pool: HostPool): Record<string, unknown> {
  return guarded("getMetrics", () => {
    const result = call(pool, "getMetrics");
    const object = plainRecord(result);
    if (!object) throw new TypeError(`must return a plain object, got ${kind(result)}`);
    return { ...object };
  });
}

/**
 * Calls `pool.getWorkerStats()`: rows by key, or a list of rows.
 *
 * @throws PartError when it is missing, throws, or returns neither a plain object nor an array.
 */
export function readWorkerStats(pool: HostPool): StatsRows {
  return guarded("getWorkerStats", () => {
    const result = call(pool, "getWorkerStats");
    if (Array.isArray(result)) return listed(result);
    const rows = plainRecord(result);
    if (!rows) throw new TypeError(`must return a plain object or an array, got ${kind(result)}`);
    return keyed(rows);
  });
}

/**
 * Iterates over the pool's cached workers: `get` would change their recency, and quick-lru's `size` is capped at the
 * pool's size although it holds up to twice as many.
 *
 * @returns The results of `each`; `undefined` if the cache can't be read.
 */
export function readCache<T>(pool: HostPool, each: OfCached<T>): T[] | undefined {
  return attempt(() => {
    const cache = pool.cache;
    if (typeof cache !== "object" || cache === null || Array.isArray(cache)) return undefined;
    return Symbol.iterator in cache ? cached(cache as Iterable<unknown>, each) : undefined;
  });
}

/** The pool's configured maximum, unchecked. */
export function readMaxSize(pool: HostPool): unknown {
  return attempt(() => record(pool.config)?.maxSize);
}

function call(pool: HostPool, method: PoolPart): unknown {
  const read = pool[method];
  if (typeof read !== "function") throw new TypeError("the pool doesn't have it");
  return ignoreRejection(read.call(pool));
}

function keyed(record: Record<string, unknown>): StatsRows {
  const keys = Object.keys(record);
  checkBound(keys.length);
  return { keys, rows: valuesOf(record, keys), at: (key) => copyOf(valueAt(record, key)) };
}

function valuesOf(record: Record<string, unknown>, keys: string[]): unknown[] {
  try {
    const values = Object.values(record);
    if (values.length === keys.length) return values;
  } catch {
    // one of them throws: read each separately
  }
  return keys.map((key) => valueAt(record, key));
}

function listed(list: unknown[]): StatsRows {
  const { length } = list;
  checkBound(length);
  const rows = Array.from({ length }, (_, index) => valueAt(list, index));
  return { rows, at: () => undefined };
}

function valueAt(rows: object, key: string | number): unknown {
  try {
    return (rows as Record<string | number, unknown>)[key];
  } catch {
    return undefined;
  }
}

function cached<T>(cache: Iterable<unknown>, each: OfCached<T>): T[] | undefined {
  const made: T[] = [];
  for (const entry of cache) {
    if (!Array.isArray(entry) || made.length >= MAX_WORKERS) return undefined;
    const key: unknown = entry[0];
    const instance: unknown = entry[1];
    if (typeof key !== "string" || typeof instance !== "object" || instance === null) {
      return undefined;
    }
    made.push(each(key, instance));
  }
  return made;
}

function checkBound(rows: number): void {
  if (!(rows <= MAX_WORKERS)) throw new RangeError(`returns more than ${MAX_WORKERS} rows`);
}

function guarded<T>(part: PoolPart, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new PartError(part, reason(error));
  }
}

function kind(result: unknown): string {
  if (result === null) return "null";
  if (Array.isArray(result)) return "an array";
  if (typeof result !== "object") return typeof result;
  if (typeof (result as { then?: unknown }).then === "function") return "a promise";
  return "an instance of a class";
}

/** An error's message in one line of bounded length; anything can be thrown. */
function reason(error: unknown): string {
  try {
    const message = String(error instanceof Error ? error.message : error);
    return message.replace(/\s+/g, " ").slice(0, 200);
  } catch {
    return "an error that can't be shown";
  }
}
