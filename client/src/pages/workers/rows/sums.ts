import type { WorkerRow } from "../../../../../server/types.ts";
import { cellValue } from "../cells.ts";
import type { Column } from "../columns.ts";

/** What some workers come to together. What no row tells is `null`, not 0. */
export interface Sums {
  /** How many there are, without those that have ended. */
  workers: number;
  /** How many rows are the history of workers that have ended. */
  ended: number;
  requests: number | null;
  errors: number | null;
  /** Weighted by the requests that succeeded, in ms. */
  avgResponseTimeMs: number | null;
  rss: number | null;
  heapUsed: number | null;
  /** How many rows have no known memory, so that the sums are too low. */
  memoryUnknown: number;
  /** The longest uptime, in seconds; `null` where no worker is alive. */
  uptime: number | null;
}

/** The columns that have a sum; of the uptimes it is the longest. */
export const SUMMED = [
  "requests",
  "errors",
  "avgResponseTimeMs",
  "uptime",
  "rss",
  "heapUsed",
] as const satisfies readonly Column[];

/** One of them. */
export type Summed = (typeof SUMMED)[number];

/** Whether a column has a sum. */
export function isSummed(column: Column): column is Summed {
  return (SUMMED as readonly Column[]).includes(column);
}

function add(total: number | null, value: number | null | undefined): number | null {
  return value === null || value === undefined ? total : (total ?? 0) + value;
}

/** How many rows are the history of workers that have ended. */
function countEnded(rows: readonly WorkerRow[]): number {
  let ended = 0;
  for (const { state } of rows) if (state === "terminated") ended += 1;
  return ended;
}

/**
 * Sums up the workers that are there. A row of one that has ended is history, with which sums would
 * fall when the host forgets it; those count where there are no others.
 */
export function sumRows(rows: readonly WorkerRow[]): Sums {
  const ended = countEnded(rows);
  const ofEnded = ended === rows.length;
  const sums: Sums = {
    workers: rows.length - ended,
    ended,
    requests: null,
    errors: null,
    avgResponseTimeMs: null,
    rss: null,
    heapUsed: null,
    memoryUnknown: 0,
    uptime: null,
  };
  let [time, succeeded] = [0, 0];
  for (const row of rows) {
    const { requests, errors, avgResponseTimeMs, memoryKnown, memory, state } = row;
    if (!ofEnded && state === "terminated") continue;
    sums.requests = add(sums.requests, requests);
    sums.errors = add(sums.errors, errors);
    if (memoryKnown) {
      sums.rss = add(sums.rss, memory.rss);
      sums.heapUsed = add(sums.heapUsed, memory.heapUsed);
    } else if (state !== "terminated") sums.memoryUnknown += 1;
    const uptime = cellValue(row, "uptime");
    if (typeof uptime === "number") sums.uptime = Math.max(sums.uptime ?? 0, uptime);
    const successes = requests - (errors ?? 0);
    if (avgResponseTimeMs === undefined || successes <= 0) continue;
    time += avgResponseTimeMs * successes;
    succeeded += successes;
  }
  sums.avgResponseTimeMs = succeeded === 0 ? null : time / succeeded;
  return sums;
}
