import type { WorkerRow } from "../../../../../server/types.ts";
import type { WorkersMessages } from "../../../i18n/messages.ts";
import { type Column, cellValue } from "../columns.ts";

/** The sums of some rows. A value that no row has is `null`, not 0. */
export interface Sums {
  /** The number of workers, without ended ones. */
  workers: number;
  /** The number of rows of ended workers. */
  ended: number;
  requests: number | null;
  errors: number | null;
  /** Weighted by the requests that succeeded, in ms. */
  avgResponseTimeMs: number | null;
  rss: number | null;
  heapUsed: number | null;
  /** The number of workers without a known memory: the sums are too low by theirs. */
  memoryUnknown: number;
  /** The longest uptime, in seconds; `null` without a live worker. */
  uptime: number | null;
}

/** The columns that have a sum; that of uptimes is the longest. */
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

/** The number of rows of ended workers. */
function countEnded(rows: readonly WorkerRow[]): number {
  let ended = 0;
  for (const { state } of rows) if (state === "terminated") ended += 1;
  return ended;
}

/**
 * Sums rows of existing workers. Rows of ended ones are history and would make the sums fall when the
 * host forgets them: they only count where there are no others.
 */
export function sumRows(rows: readonly WorkerRow[]): Sums {
  const ended = countEnded(rows);
  const onlyEnded = ended === rows.length;
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
    if (!onlyEnded && state === "terminated") continue;
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

/** The number of workers and of ended ones in words: `3 workers + 2 ended`. */
export function formatWorkerCount(
  { workers, ended }: Pick<Sums, "workers" | "ended">,
  t: Pick<WorkersMessages["workers"], "count" | "countEnded">,
): string {
  if (ended === 0) return t.count(workers);
  return workers === 0 ? t.countEnded(ended) : `${t.count(workers)} + ${t.countEnded(ended)}`;
}
