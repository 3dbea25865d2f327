import type { WorkerRow } from "../../../server/types.ts";
import { isHistory } from "./counts.ts";
import type { RatesOfRows } from "./rowRates.ts";

/** The rows of a reading in two sections. */
export interface Sections {
  /** Workers that the pool holds; those that failed too, while it does. */
  held: readonly WorkerRow[];
  /** The history of apps that have no worker now, and of those with a new worker for each request. */
  ended: readonly WorkerRow[];
}

/** Splits rows into those of workers and those that are history. */
export function sectionsOf(rows: readonly WorkerRow[]): Sections {
  const ended = rows.filter(isHistory);
  return { held: ended.length === 0 ? rows : rows.filter((row) => !isHistory(row)), ended };
}

/** Two steps for each doubling: within a step, rows don't change places with every sample. */
const step = (value: number | null | undefined) => Math.round(2 * Math.log2(1 + (value ?? 0)));

/**
 * Sorts rows so that trouble comes first: failed workers, blocked ones, those with errors in the last
 * minute, then by CPU, then by requests. Values count in steps of about 1.4 times, so that rows with
 * about the same load keep their order.
 */
export function troubleFirst(rows: readonly WorkerRow[], { byId }: RatesOfRows): WorkerRow[] {
  const keyed = rows.map((row) => {
    const rates = byId.get(row.id);
    const state = (row.failed ? 2 : 0) + (row.blocked ? 1 : 0);
    const cpu = step((rates?.cpu ?? 0) * 20);
    return { row, state, errors: step(rates?.errors), cpu, requests: step(rates?.requestRate) };
  });
  keyed.sort(
    (a, b) => b.state - a.state || b.errors - a.errors || b.cpu - a.cpu || b.requests - a.requests,
  );
  return keyed.map(({ row }) => row);
}
