import { peek } from "bun";
import type { WorkerState } from "../types.ts";
import { copyOf, count, ignoreRejection, measure, record, text } from "./values.ts";

/**
 * One cached worker of the real pool. Every part is optional and guarded separately: one that is missing or malformed,
 * or that throws, leaves the others readable.
 */
export interface Instance {
  id?: unknown;
  readyPromise?: unknown;
  hasCriticalError?: unknown;
  terminated?: unknown;
  requestCount?: unknown;
  errorCount?: unknown;
  totalResponseTimeMs?: unknown;
  worker?: unknown;
  getStatus?: unknown;
  getStats?: unknown;
}

/** The state of a cached worker. */
export interface InstanceState {
  readonly state: WorkerState;
  /** Whether it failed to start or crashed. */
  readonly failed: boolean;
}

/** What a worker has counted since its spawn. */
export interface OwnFigures {
  requests: number;
  errors: number;
  /** Response times of requests that succeeded. */
  responseSeconds: number;
}

const FAILED: InstanceState = { state: "terminated", failed: true };
const TERMINATED: InstanceState = { state: "terminated", failed: false };
const CREATING: InstanceState = { state: "creating", failed: false };
const READY: InstanceState = { state: "ready", failed: false };
const ACTIVE: InstanceState = { state: "active", failed: false };
const IDLE: InstanceState = { state: "idle", failed: false };

/**
 * The documented state of a cached worker: the pool also reports `active` for one that is starting, has
 * had no request, failed to start or has crashed.
 *
 * @param key - The worker's key in the pool.
 * @param statusIn - Returns the pool's status of a key, for a worker without its own.
 */
export function stateOf(
  instance: Instance,
  key: string,
  statusIn: (key: string) => unknown,
): InstanceState {
  const start = startOf(instance);
  if (start === "rejected" || crashed(instance)) return FAILED;
  if (terminated(instance)) return TERMINATED;
  if (threadEnded(instance)) return FAILED;
  if (start === "pending") return CREATING;
  const status = statusOf(instance) ?? statusIn(key);
  if (status === "idle") return IDLE;
  if (status === "offline" || status === "ephemeral") return TERMINATED;
  return start === "fulfilled" && requestsOf(instance) === 0 ? READY : ACTIVE;
}

/** The UUID that is `workerId` in the host's logs, or `undefined`. */
export function idOf(instance: Instance): string | undefined {
  try {
    return text(instance.id);
  } catch {
    return undefined;
  }
}

/** The worker's row since its spawn, or `undefined`. */
export function statsOf(instance: Instance): Record<string, unknown> | undefined {
  try {
    const read = instance.getStats;
    return typeof read === "function" ? copyOf(ignoreRejection(read.call(instance))) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What the worker has counted since its spawn, or `undefined`. Its fields are read, not `getStats()`,
 * which may send the worker a message; they stay valid after the pool has dropped the worker.
 */
export function ownFiguresOf(instance: Instance): OwnFigures | undefined {
  try {
    const requests = count(instance.requestCount);
    const errors = count(instance.errorCount);
    const response = measure(instance.totalResponseTimeMs);
    if (requests === undefined || errors === undefined || response === undefined) return undefined;
    return { requests, errors, responseSeconds: response / 1000 };
  } catch {
    return undefined;
  }
}

/** The Bun `Worker` behind it, or `undefined`. */
export function threadOf(instance: Instance): object | undefined {
  try {
    return record(instance.worker);
  } catch {
    return undefined;
  }
}

function startOf(instance: Instance): ReturnType<typeof peek.status> | undefined {
  try {
    const ready = instance.readyPromise;
    // `peek` returns a promise's state without waiting for it or handling its rejection.
    return ready instanceof Promise ? peek.status(ready) : undefined;
  } catch {
    return undefined;
  }
}

function crashed(instance: Instance): boolean {
  try {
    return instance.hasCriticalError === true;
  } catch {
    return false;
  }
}

/**
 * Whether its thread has ended by itself: the pool doesn't notice the crash of a worker
 * without a request, until the next request times out. Its `threadId` is then -1 (Bun 1.3 and 1.4).
 */
function threadEnded(instance: Instance): boolean {
  try {
    return (instance.worker as { threadId?: unknown } | undefined)?.threadId === -1;
  } catch {
    return false;
  }
}

function terminated(instance: Instance): boolean {
  try {
    return instance.terminated === true;
  } catch {
    return false;
  }
}

function statusOf(instance: Instance): unknown {
  try {
    const read = instance.getStatus;
    const status = typeof read === "function" ? ignoreRejection(read.call(instance)) : undefined;
    if (typeof status === "string") return status;
  } catch {
    // the row may have it
  }
  return statsOf(instance)?.status;
}

function requestsOf(instance: Instance): number | undefined {
  try {
    const own = count(instance.requestCount);
    if (own !== undefined) return own;
  } catch {
    // the row may have it
  }
  return count(statsOf(instance)?.requestCount);
}
