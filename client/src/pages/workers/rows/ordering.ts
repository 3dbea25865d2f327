import type { RatesOfRows } from "../../../insight/rowRates.ts";
import type { WorkersSearch } from "../search.ts";
import type { FilteredStats } from "./places.ts";

/**
 * What happens to the order when new rows arrive: `sorted` again; `kept` between two sorts, except that new
 * trouble moves to the top; `held` while the table is in use, so that nothing moves.
 */
export type Ordering = "sorted" | "kept" | "held";

/** How often the rows are sorted while nobody uses the table, in ms: rows that move can't be read. */
export const SORT_INTERVAL_MS = 10_000;

/** What the order of the rows depends on. */
export interface OrderInput {
  stats: FilteredStats;
  rates: RatesOfRows;
  search: WorkersSearch;
  /** Whether somebody uses the table. */
  inUse: boolean;
  /** Increases when a held order is to be sorted again. */
  sortCount: number;
}

/** Whether nothing has changed that the order depends on. */
export function isSameInput(a: OrderInput, b: OrderInput | null): boolean {
  return (
    a.stats === b?.stats &&
    a.search === b.search &&
    a.inUse === b.inUse &&
    a.sortCount === b.sortCount
  );
}

/**
 * What happens to the order when the input changes.
 *
 * @param sortedAt when the rows were last sorted, in ms
 */
export function orderingFor(
  { stats, search, inUse, sortCount }: OrderInput,
  last: OrderInput | null,
  sortedAt: number,
): Ordering {
  if (last?.search !== search || last.sortCount !== sortCount) return "sorted";
  if (inUse) return "held";
  return last.inUse || stats.at - sortedAt >= SORT_INTERVAL_MS ? "sorted" : "kept";
}
