import type { WorkerRow } from "../../../server/types.ts";
import { isHistory } from "./counts.ts";
import type { RatesOfRows, RowRates } from "./rowRates.ts";
import type { Trouble } from "./workersLink.ts";

/** The rows of a reading in two sections. */
export interface Sections {
  /** Workers that the pool holds; those that failed too, while it does. */
  held: readonly WorkerRow[];
  /** The history of apps that have no worker now, and of those with a new worker for each request. */
  ended: readonly WorkerRow[];
}

/** Splits rows into those of workers and those that are history. */
export function sectionsOf(rows: readonly WorkerRow[]): Sections {
  const [held, ended]: [WorkerRow[], WorkerRow[]] = [[], []];
  for (const row of rows) (isHistory(row) ? ended : held).push(row);
  return { held, ended };
}

/** What is wrong with a row now, the worst first: it failed, is blocked, or had errors in the last minute. */
export function troubleOf(
  { failed, blocked }: Pick<WorkerRow, "failed" | "blocked">,
  rates: Pick<RowRates, "errors"> | undefined,
): Trouble | undefined {
  if (failed) return "failed";
  if (blocked) return "blocked";
  return (rates?.errors ?? 0) > 0 ? "errors" : undefined;
}

/** The ids of the rows with trouble. */
export function troubledRows(rows: readonly WorkerRow[], rates: RatesOfRows): Set<string> {
  const troubled = rows.filter((row, index) => {
    // Most of thousands of rows have never had an error: their rates need not be computed.
    const mayBe = row.failed || row.blocked || (row.errors ?? 0) > 0;
    return mayBe && troubleOf(row, rates.of(row, index)) !== undefined;
  });
  return new Set(troubled.map(({ id }) => id));
}

/** The number of steps, of which two are a doubling: up to 2^63. */
const STEPS = 128;
/** More than the number of rows of any pool. */
const MAX_ROWS = 2 ** 20;

/** Within a step, rows don't change places with every sample. */
function step(value: number | null | undefined): number {
  return Math.min(Math.round(2 * Math.log2(1 + (value ?? 0))), STEPS - 1);
}

/**
 * Sorts rows so that trouble comes first: failed workers, blocked ones, those with errors in the last
 * minute, then by CPU, then by requests. Values count in steps of about 1.4 times, so that rows with
 * about the same load keep their order.
 */
export function troubleFirst(rows: readonly WorkerRow[], rates: RatesOfRows): WorkerRow[] {
  // One number for each row: to compare those is much faster than to call a function for each pair.
  const keys = new Float64Array(rows.length);
  rows.forEach((row, index) => {
    const now = rates.of(row, index);
    const state = (row.failed ? 2 : 0) + (row.blocked ? 1 : 0);
    const load = step((now?.cpu ?? 0) * 20) * STEPS + step(now?.requestRate);
    const trouble = (state * STEPS + step(now?.errors)) * STEPS ** 2 + load;
    keys[index] = MAX_ROWS * -trouble + index;
  });
  keys.sort();
  return rows.map((_, place) => {
    const key = keys[place] ?? 0;
    return rows[key - Math.floor(key / MAX_ROWS) * MAX_ROWS] as WorkerRow;
  });
}
