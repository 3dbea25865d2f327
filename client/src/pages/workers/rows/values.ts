import type { WorkerRow } from "../../../../../server/types.ts";
import type { WorkersMessages } from "../../../i18n/messages.ts";
import { isHistory } from "../../../insight/counts.ts";
import type { RatesOfRows, RowRates } from "../../../insight/rowRates.ts";
import { type Column, isRate } from "../columns.ts";

/** The columns whose values of several rows have no sum. */
const UNSUMMED = ["app", "id", "state", "idleSeconds"] as const satisfies readonly Column[];

/** A column that has a sum; that of uptimes is the longest. */
export type Summed = Exclude<Column, (typeof UNSUMMED)[number]>;

/** The sums of some rows. A value that no row has is `null`, not 0; means are weighted by successes. */
export interface Sums extends Record<Summed, number | null> {
  /** The number of workers, without history. */
  workers: number;
  /** The number of rows that are history, and what they have counted. */
  ended: number;
  endedCounts: { requests: number; errors: number };
  /** The number of workers whose memory is unknown and missing in the sums. */
  memoryUnknown: number;
}

/** Whether a column has a sum. */
export function isSummed(column: Column): column is Summed {
  return !(UNSUMMED as readonly Column[]).includes(column);
}

function add(total: number | null, value: number | null | undefined): number | null {
  return value === null || value === undefined ? total : (total ?? 0) + value;
}

/** A mean that is built up from means. */
class Mean {
  #total = 0;
  #weight = 0;

  add(value: number | null | undefined, weight: number): void {
    if (value === null || value === undefined || weight <= 0) return;
    this.#total += value * weight;
    this.#weight += weight;
  }

  get value(): number | null {
    return this.#weight === 0 ? null : this.#total / this.#weight;
  }
}

function hasUptime(row: WorkerRow): boolean {
  return row.uptime !== 0 || !isHistory(row);
}

/**
 * Sums rows of workers. Rows of ended ones are history and would reduce the sums when the host
 * forgets them: they only count if there are no others.
 */
export function sumRows(rows: readonly WorkerRow[], ratesOfRows: RatesOfRows): Sums {
  const sums: Sums = {
    workers: 0,
    ended: 0,
    endedCounts: { requests: 0, errors: 0 },
    memoryUnknown: 0,
    requestRate: null,
    requests: null,
    errors: null,
    errorRate: null,
    responseMs: null,
    avgResponseTimeMs: null,
    cpu: null,
    rss: null,
    heapUsed: null,
    uptime: null,
  };
  const [errorRate, responseMs, avgResponseTimeMs] = [new Mean(), new Mean(), new Mean()];
  const isOnlyEnded = rows.every(isHistory);
  // `entries()` would make an array for each row.
  let index = -1;
  for (const row of rows) {
    index += 1;
    const { requests, errors, memoryKnown, memory, state } = row;
    if (isHistory(row)) {
      sums.ended += 1;
      sums.endedCounts.requests += requests;
      sums.endedCounts.errors += errors ?? 0;
      if (!isOnlyEnded) continue;
    } else sums.workers += 1;
    sums.requests = add(sums.requests, requests);
    sums.errors = add(sums.errors, errors);
    avgResponseTimeMs.add(row.avgResponseTimeMs, requests - (errors ?? 0));
    if (memoryKnown) {
      sums.rss = add(sums.rss, memory.rss);
      sums.heapUsed = add(sums.heapUsed, memory.heapUsed);
    } else if (state !== "terminated") sums.memoryUnknown += 1;
    if (hasUptime(row)) sums.uptime = Math.max(sums.uptime ?? 0, row.uptime);
    const rates = ratesOfRows.of(row, index);
    if (rates === undefined) continue;
    sums.requestRate = add(sums.requestRate, rates.requestRate);
    sums.cpu = add(sums.cpu, rates.cpu);
    errorRate.add(rates.errorRate, rates.requests);
    responseMs.add(rates.responseMs, rates.requests - (rates.errors ?? 0));
  }
  sums.errorRate = errorRate.value;
  sums.responseMs = responseMs.value;
  sums.avgResponseTimeMs = avgResponseTimeMs.value;
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

/** A row's value in a column; `null` if it is unknown or there is none. */
export function cellValue(
  row: WorkerRow,
  column: Column,
  rates: RowRates | undefined,
): string | number | null {
  if (isRate(column)) return rates?.[column] ?? null;
  if (column === "uptime" && !hasUptime(row)) return null;
  // Without a request nothing was measured: 0 would look like a measurement.
  if ((column === "avgResponseTimeMs" || column === "idleSeconds") && row.requests === 0)
    return null;
  if (column === "rss" || column === "heapUsed") {
    return row.memoryKnown ? row.memory[column] : null;
  }
  return row[column] ?? null;
}
