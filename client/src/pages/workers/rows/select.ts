import type { WorkerRow, WorkerState } from "../../../../../server/types.ts";
import { cellValue } from "../cells.ts";
import type { Column } from "../columns.ts";
import { STATES, type WorkersSearch } from "../search.ts";

/** The rows that text and app leave, whatever their state. */
export function matchRows(
  rows: readonly WorkerRow[],
  { q, app }: Pick<WorkersSearch, "q" | "app">,
): readonly WorkerRow[] {
  if (q === undefined && app === undefined) return rows;
  const wanted = q?.toLowerCase() ?? "";
  return rows.filter((row) => {
    if (app !== undefined && row.app !== app) return false;
    return row.app.toLowerCase().includes(wanted) || row.id.toLowerCase().includes(wanted);
  });
}

/** How many rows there are of each state. */
export function countStates(rows: readonly WorkerRow[]): Record<WorkerState, number> {
  const counts = { active: 0, idle: 0, ready: 0, creating: 0, terminated: 0 };
  for (const { state } of rows) if (state in counts) counts[state] += 1;
  return counts;
}

type Value = string | number | null;

/** Texts count without regard to case. */
function ranked(value: Value): Value {
  return typeof value === "string" ? value.toLowerCase() : value;
}

function rank(row: WorkerRow, column: Column): Value {
  return column === "state" ? STATES.indexOf(row.state) : cellValue(row, column);
}

/**
 * Sorts by what `read` answers. What is not known comes last in either direction, and equals keep
 * their order.
 */
export function sortBy<T>(items: readonly T[], read: (item: T) => Value, desc: boolean): T[] {
  const values = items.map((item) => ranked(read(item)));
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

/** The rows sorted as the search asks; without a column, as they came. */
export function sortRows(
  rows: readonly WorkerRow[],
  { sort, desc }: Pick<WorkersSearch, "sort" | "desc">,
): readonly WorkerRow[] {
  if (sort === undefined) return rows;
  return sortBy(rows, (row) => rank(row, sort), desc === true);
}

/** The apps of some rows, in alphabetical order. */
export function appsOf(rows: readonly WorkerRow[]): string[] {
  return [...new Set(rows.map(({ app }) => app))].sort();
}
