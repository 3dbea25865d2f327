import type { WorkerRow, WorkerState } from "../../../../../server/types.ts";
import { troubleFirst } from "../../../insight/rowOrder.ts";
import type { RatesOfRows } from "../../../insight/rowRates.ts";
import type { Trouble } from "../../../insight/workersLink.ts";
import { isRate } from "../columns.ts";
import { STATES, type WorkersSearch } from "../search.ts";
import { cellValue } from "./values.ts";

/** Whether a row needs attention for a reason. */
export function isInTrouble(row: WorkerRow, trouble: Trouble): boolean {
  return trouble === "errors" ? (row.errors ?? 0) > 0 : row[trouble] === true;
}

type Filter<Key extends keyof WorkersSearch> = { [Each in Key]?: WorkersSearch[Each] | undefined };

/** The rows that match the text and the app, in any state. */
export function matchRows(
  rows: readonly WorkerRow[],
  { q, app }: Filter<"q" | "app">,
): readonly WorkerRow[] {
  if (q === undefined && app === undefined) return rows;
  const text = q?.toLowerCase() ?? "";
  return rows.filter((row) => {
    if (app !== undefined && row.app !== app) return false;
    return row.app.toLowerCase().includes(text) || row.id.toLowerCase().includes(text);
  });
}

/** The rows of {@link matchRows} that are in the chosen state and trouble. */
export function filterRows(
  rows: readonly WorkerRow[],
  { state, trouble }: Filter<"state" | "trouble">,
): readonly WorkerRow[] {
  if (state === undefined && trouble === undefined) return rows;
  return rows.filter(
    (row) =>
      (state === undefined || row.state === state) &&
      (trouble === undefined || isInTrouble(row, trouble)),
  );
}

/** The number of rows in each state, and of those that need attention for each reason. */
export type FilterCounts = Record<WorkerState | Trouble, number>;

/** Counts rows by state and by trouble. */
export function countRows(rows: readonly WorkerRow[]): FilterCounts {
  const states = { active: 0, idle: 0, ready: 0, creating: 0, terminated: 0 };
  let [failed, blocked, errors] = [0, 0, 0];
  for (const row of rows) {
    if (row.state in states) states[row.state] += 1;
    if (row.failed) failed += 1;
    if (row.blocked) blocked += 1;
    if (row.errors) errors += 1;
  }
  return { ...states, failed, blocked, errors };
}

type Value = string | number | null;

/** Texts are compared without regard to case. */
function comparable(value: Value): Value {
  return typeof value === "string" ? value.toLowerCase() : value;
}

/**
 * Sorts by the value that `read` returns. Unknown values come last in either direction; equal ones keep
 * their order.
 */
export function sortBy<T>(
  items: readonly T[],
  read: (item: T, index: number) => Value,
  desc: boolean,
): T[] {
  const values = items.map((item, index) => comparable(read(item, index)));
  const [before, after] = desc ? [1, -1] : [-1, 1];
  const places = Array.from(values.keys());
  places.sort((a, b) => {
    const [left, right] = [values[a] ?? null, values[b] ?? null];
    if (left === right) return 0;
    if (left === null || right === null) return left === null ? 1 : -1;
    return left < right ? before : after;
  });
  return places.map((place) => items[place] as T);
}

/** The rows sorted by the search; without a column, trouble first. */
export function sortRows(
  rows: readonly WorkerRow[],
  { sort, desc }: Pick<WorkersSearch, "sort" | "desc">,
  rates: RatesOfRows,
): readonly WorkerRow[] {
  if (sort === undefined) return troubleFirst(rows, rates);
  const read = (row: WorkerRow, index: number) =>
    sort === "state"
      ? STATES.indexOf(row.state)
      : cellValue(row, sort, isRate(sort) ? rates.of(row, index) : undefined);
  return sortBy(rows, read, desc === true);
}
