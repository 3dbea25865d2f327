import type { WorkerRow } from "../../../server/types.ts";
import { isHistory } from "./counts.ts";
import type { RatesOfRows, RowRates } from "./rowRates.ts";

/** The rows of a reading in two sections. */
export interface Sections {
  /** Workers that the pool holds; those that failed too, while it does. */
  held: readonly WorkerRow[];
  /** The history of apps that have no worker now, and of those with a new worker for each request. */
  ended: readonly WorkerRow[];
}

/** Splits rows into those of workers and those that are history. */
export function sectionsOf(rows: readonly WorkerRow[]): Sections {
  const { true: ended = [], false: held = [] } = Object.groupBy(rows, (row) =>
    isHistory(row) ? "true" : "false",
  );
  return { held, ended };
}

/**
 * Sorts rows so that trouble comes first: failed workers, blocked ones, those with errors in the last
 * minute, then by load. Rows that are equal in all of that keep their order.
 */
export function troubleFirst(rows: readonly WorkerRow[], rates: RatesOfRows): WorkerRow[] {
  const keyed = rows.map((row) => ({ row, key: keyOf(row, rates.byId.get(row.id)) }));
  return keyed
    .sort(({ key: a }, { key: b }) => {
      const index = a.findIndex((value, i) => value !== b[i]);
      return index < 0 ? 0 : (b[index] ?? 0) - (a[index] ?? 0);
    })
    .map(({ row }) => row);
}

/** Compared from the first to the last, the greatest first. */
function keyOf(row: WorkerRow, rates: RowRates | undefined): number[] {
  return [
    row.failed ? 1 : 0,
    row.blocked ? 1 : 0,
    rates?.errors ?? 0,
    // Rounded, so that rows at rest don't change places with every sample.
    Math.round((rates?.cpu ?? 0) * 20),
    rates?.requestRate ?? 0,
  ];
}
