import * as v from "valibot";
import { expectEqual, Mismatch, show } from "./check.ts";

const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
const count = v.pipe(amount, v.integer());
const milliseconds = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));
const atMostThreeDecimals = v.check((n: number) => Math.abs(n * 1e3 - Math.round(n * 1e3)) < 1e-3);

/** The documented `pool`: these six keys and no others. */
const poolShape = v.strictObject({
  size: count,
  active: count,
  idle: count,
  creating: count,
  total: count,
  utilization: amount,
});

/** Body of `GET /api/metrics/` and data of the feed. */
export const snapshotShape = v.strictObject({
  pool: poolShape,
  uptime: v.pipe(amount, atMostThreeDecimals),
  timestamp: v.pipe(milliseconds, v.isoTimestamp()),
});

/** The documented states of a worker. */
export const workerStates = ["creating", "ready", "active", "idle", "terminated"] as const;

/** A documented worker, with the optional further fields. */
const workerShape = v.strictObject({
  id: v.pipe(v.string(), v.nonEmpty()),
  app: v.pipe(v.string(), v.nonEmpty()),
  state: v.picklist(workerStates),
  requests: count,
  uptime: amount,
  memory: v.strictObject({ rss: count, heapUsed: count }),
  memoryKnown: v.optional(v.boolean()),
  errors: v.optional(count),
  avgResponseTimeMs: v.optional(amount),
  idleSeconds: v.optional(amount),
  ephemeral: v.optional(v.boolean()),
  lastResponseTimeMs: v.optional(amount),
  lastRequestCount: v.optional(count),
  failed: v.optional(v.boolean()),
  blocked: v.optional(v.boolean()),
  cpuSeconds: v.optional(amount),
  sampledSecondsAgo: v.optional(amount),
});

/** Names of a worker's documented fields, in the documentation's order. */
export const documentedWorkerKeys = ["id", "app", "state", "requests", "uptime", "memory"];

/** Body of `GET /api/metrics/stats`. */
export const statsShape = v.strictObject({ pool: poolShape, workers: v.array(workerShape) });

const ephemeral = { concurrency: count, queueDepth: count, queueLimit: count };

/** Data of the feed's event `activity`. */
export const activityShape = v.strictObject({
  requests: v.optional(count),
  hits: v.optional(count),
  misses: v.optional(count),
  evictions: v.optional(count),
  created: v.optional(count),
  failed: v.optional(count),
  retired: v.optional(count),
  unaccounted: v.optional(count),
  heldFailures: v.optional(count),
  avgResponseTimeMs: v.optional(amount),
  servedRequests: v.optional(count),
  succeededRequests: v.optional(count),
  errors: v.optional(count),
  responseSeconds: v.optional(amount),
  ephemeral: v.optional(v.strictObject(ephemeral)),
  instance: v.optional(v.pipe(v.string(), v.nonEmpty())),
  timestamp: milliseconds,
});

/** Body of `GET /api/metrics/history`. */
export const historyShape = v.strictObject({
  columns: v.pipe(v.array(v.string()), v.includes("time")),
  rows: v.array(v.array(v.nullable(amount))),
});

/** The documented body of `GET /api/metrics/`. */
export type Snapshot = v.InferOutput<typeof snapshotShape>;
/** The documented body of `GET /api/metrics/stats`. */
export type Stats = v.InferOutput<typeof statsShape>;
/** The documented pool. */
export type Pool = v.InferOutput<typeof poolShape>;

/** `value` as the shape's type; a Mismatch that names the field where it is not. */
export function shaped<const S extends v.GenericSchema>(
  shape: S,
  value: unknown,
): v.InferOutput<S> {
  const result = v.safeParse(shape, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue) ?? "the body";
  throw new Mismatch(`${path}: ${issue.expected ?? issue.type}`, show(issue.input));
}

/** Checks the two documented formulas. */
export function expectConsistent({ size, active, idle, creating, total, utilization }: Pool): void {
  expectEqual(`total of ${active} + ${idle} + ${creating}`, total, active + idle + creating);
  expectEqual(`utilization of ${active} / ${size}`, utilization, size === 0 ? 0 : active / size);
}
