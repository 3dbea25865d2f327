import { areDocumented, isDocumented, readDocumented } from "./documented.ts";
import { once, type PoolReading } from "./reading.ts";
import { readReal } from "./real.ts";
import {
  PartError,
  type PoolPart,
  type PoolParts,
  type PoolSource,
  readCache,
  readMaxSize,
  readMetrics,
  readWorkerStats,
} from "./source.ts";

/** Told at every attempt to read a part: with the error when it failed, without when it went well. */
export type ReportPart = (part: PoolPart, error?: PartError) => void;

type Shape = (parts: PoolParts) => Omit<PoolReading, "maxSize">;

// A pool's shape is found out once: asking it for its metrics costs more than all the rest.
const shapes = new WeakMap<object, Shape>();

/**
 * Reads a pool, whatever its shape: the real one or one that speaks the documented shapes.
 *
 * @throws PartError when it can't tell its workers.
 */
export function readPool(pool: PoolSource, report: ReportPart): PoolReading {
  const parts: PoolParts = {
    metrics: once(() => reported("getMetrics", report, () => readMetrics(pool))),
    workerStats: once(() => reported("getWorkerStats", report, () => readWorkerStats(pool))),
    cache: (each) => readCache(pool, each),
  };
  return { ...shapeOf(pool, parts)(parts), maxSize: readMaxSize(pool) };
}

function shapeOf(pool: PoolSource, parts: PoolParts): Shape {
  const found = shapes.get(pool);
  if (found) return found;
  const metrics = orUndefined(parts.metrics);
  // An answer that tells neither shape settles nothing.
  if (!metrics || Object.keys(metrics).length === 0) return shapeByRows(parts);
  const shape = isDocumented(metrics) ? readDocumented : readReal;
  shapes.set(pool, shape);
  return shape;
}

function shapeByRows(parts: PoolParts): Shape {
  const rows = orUndefined(parts.workerStats);
  return rows && areDocumented(rows) ? readDocumented : readReal;
}

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function reported<T>(part: PoolPart, report: ReportPart, read: () => T): T {
  try {
    const value = read();
    report(part);
    return value;
  } catch (error) {
    if (error instanceof PartError) report(part, error);
    throw error;
  }
}
