import type { Column } from "./columns.ts";
import { compact, type WorkersSearch } from "./search.ts";

/** The parameters with some changed; `undefined` takes one out. */
export function changeSearch(
  search: WorkersSearch,
  change: { [Key in keyof WorkersSearch]?: WorkersSearch[Key] | undefined },
): WorkersSearch {
  return compact({ ...search, ...change });
}

/**
 * The parameters after a click on a column's head: first its natural direction (numbers from the
 * greatest, texts from A), then the other, then the server's order again.
 */
export function nextSort(search: WorkersSearch, column: Column, numeric: boolean): WorkersSearch {
  const first = numeric ? true : undefined;
  const other = numeric ? undefined : true;
  if (search.sort !== column) return changeSearch(search, { sort: column, desc: first });
  if (search.desc === first) return changeSearch(search, { sort: column, desc: other });
  return changeSearch(search, { sort: undefined, desc: undefined });
}

/** Whether any row may be left out. */
export function isFiltered({ q, app, state }: WorkersSearch): boolean {
  return q !== undefined || app !== undefined || state !== undefined;
}

/** What the rows are chosen and ordered by, as one text: the same text, the same order. */
export function orderOf({ q, app, state, sort, desc, group }: WorkersSearch): string {
  return JSON.stringify([q, app, state, sort, desc, group]);
}
