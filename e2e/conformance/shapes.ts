import * as v from "valibot";
import { expectEqual, Mismatch, show } from "./check.ts";

const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
const count = v.pipe(amount, v.integer());
const text = v.pipe(v.string(), v.nonEmpty());
const milliseconds = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));
const atMostThreeDecimals = v.check((n: number) => Math.abs(n * 1e3 - Math.round(n * 1e3)) < 1e-3);

const poolShape = v.strictObject({
  ...v.entriesFromList(["size", "active", "idle", "creating", "total"], count),
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

/** The documented fields of a worker, in the documentation's order. */
const documentedWorker = {
  id: text,
  app: text,
  state: v.picklist(workerStates),
  requests: count,
  uptime: amount,
  memory: v.strictObject({ rss: count, heapUsed: count }),
};

/** Their names. */
export const documentedWorkerKeys = Object.keys(documentedWorker);

const FLAGS = ["memoryKnown", "ephemeral", "failed", "blocked"] as const;
const TIMES = [
  ...(["avgResponseTimeMs", "idleSeconds", "lastResponseTimeMs"] as const),
  ...(["cpuSeconds", "sampledSecondsAgo"] as const),
] as const;
const workerShape = v.strictObject({
  ...documentedWorker,
  errors: v.optional(count),
  lastRequestCount: v.optional(count),
  ...v.entriesFromList(FLAGS, v.optional(v.boolean())),
  ...v.entriesFromList(TIMES, v.optional(amount)),
});

/** Body of `GET /api/metrics/stats`. */
export const statsShape = v.strictObject({ pool: poolShape, workers: v.array(workerShape) });

const TOTALS = [
  ...(["requests", "hits", "misses", "evictions", "created", "failed", "retired"] as const),
  ...(["unaccounted", "heldFailures", "servedRequests", "succeededRequests", "errors"] as const),
] as const;
const QUEUE = ["concurrency", "queueDepth", "queueLimit"] as const;

/** Data of the feed's event `activity`. */
export const activityShape = v.strictObject({
  ...v.entriesFromList(TOTALS, v.optional(count)),
  avgResponseTimeMs: v.optional(amount),
  responseSeconds: v.optional(amount),
  ephemeral: v.optional(v.strictObject(v.entriesFromList(QUEUE, count))),
  instance: v.optional(text),
  timestamp: milliseconds,
});

/** Body of `GET /api/metrics/history`. */
export const historyShape = v.strictObject({
  columns: v.pipe(v.array(v.string()), v.includes("time")),
  rows: v.array(v.array(v.nullable(amount))),
});

/** Body of a refusal. */
export const errorShape = v.strictObject({ error: text });

/** The documented body of `GET /api/metrics/`. */
export type Snapshot = v.InferOutput<typeof snapshotShape>;
/** The documented body of `GET /api/metrics/stats`. */
export type Stats = v.InferOutput<typeof statsShape>;
/** The documented pool. */
export type Pool = v.InferOutput<typeof poolShape>;

/** Returns `value` as the shape's type. Throws a Mismatch that names the field where it differs. */
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
