import type { WorkerRow } from "../../../server/types.ts";

/** What workers counted since their spawn, or between two readings. */
export interface Counts {
  requests: number;
  /** Requests that failed; 0 where the pool doesn't count them. */
  errors: number;
  /** Requests that succeeded. */
  successes: number;
  /** The sum of their response times, in ms. */
  responseMs: number;
  cpuSeconds: number;
  /** Failed workers, each counted once. */
  failures: number;
}

/** Nothing counted. */
export const ZERO: Counts = {
  requests: 0,
  errors: 0,
  successes: 0,
  responseMs: 0,
  cpuSeconds: 0,
  failures: 0,
};

/** The sum of two counts. */
export function addCounts(a: Counts, b: Counts): Counts {
  // Of thousands of rows most have counted nothing.
  if (a === ZERO || b === ZERO) return a === ZERO ? b : a;
  return {
    requests: a.requests + b.requests,
    errors: a.errors + b.errors,
    successes: a.successes + b.successes,
    responseMs: a.responseMs + b.responseMs,
    cpuSeconds: a.cpuSeconds + b.cpuSeconds,
    failures: a.failures + b.failures,
  };
}

/** The difference of two counts. */
export function subtractCounts(after: Counts, before: Counts): Counts {
  if (before === ZERO) return after;
  return {
    requests: after.requests - before.requests,
    errors: after.errors - before.errors,
    successes: after.successes - before.successes,
    responseMs: after.responseMs - before.responseMs,
    cpuSeconds: after.cpuSeconds - before.cpuSeconds,
    failures: after.failures - before.failures,
  };
}

/** The counts of a row since its worker's spawn. */
export function countsOf({
  requests,
  errors = 0,
  avgResponseTimeMs = 0,
  cpuSeconds = 0,
  failed,
}: WorkerRow): Counts {
  const successes = Math.max(requests - errors, 0);
  // The server sends the mean with enough decimals to recover the total, whose resolution is 10 µs.
  const responseMs = Math.round(avgResponseTimeMs * successes * 100) / 100;
  return { requests, errors, successes, responseMs, cpuSeconds, failures: failed ? 1 : 0 };
}

/**
 * What a worker counted between two readings. Nothing if its counts decreased: the pool has lost some of
 * them, so the increase is unknown.
 */
export function countedBetween(before: WorkerRow, after: WorkerRow): Counts {
  const isUnchanged =
    before.requests === after.requests &&
    before.cpuSeconds === after.cpuSeconds &&
    before.errors === after.errors &&
    before.failed === after.failed &&
    before.avgResponseTimeMs === after.avgResponseTimeMs;
  if (isUnchanged) return ZERO;
  const counted = subtractCounts(countsOf(after), countsOf(before));
  counted.failures = Math.max(counted.failures, 0);
  if (counted.requests < 0 || counted.errors < 0) return { ...ZERO, failures: counted.failures };
  counted.cpuSeconds = Math.max(counted.cpuSeconds, 0);
  return counted;
}

/** Whether a row is the history of an app without a live worker: its last one has ended, or each serves one request. */
export function isHistory({ state, failed }: Pick<WorkerRow, "state" | "failed">): boolean {
  return state === "terminated" && failed !== true;
}

/** How far a sampled uptime may lag behind the reading's time, in ms. */
const UPTIME_SLACK_MS = 1_000;

/** Whether a live worker was spawned within the last `elapsed` ms, so that all its counts are of that time. */
export function isYoung(row: WorkerRow, elapsed: number): boolean {
  return row.state !== "terminated" && row.uptime * 1_000 <= elapsed + UPTIME_SLACK_MS;
}

/** The mean response time, in ms; `null` if no time was counted, as while requests are in progress. */
export function meanResponseMs({ successes, responseMs }: Counts): number | null {
  return successes > 0 && responseMs > 0 ? responseMs / successes : null;
}
