import type { WorkerState } from "../../../../server/types.ts";
import type { Trouble } from "../../insight/workersLink.ts";
import { COLUMNS, type Column, readColumns } from "./columns.ts";

/** The states, in the order of the filter. */
export const STATES = [
  "active",
  "idle",
  "ready",
  "creating",
  "terminated",
] as const satisfies readonly WorkerState[];

/** The troubles, in the order of their filter. */
export const TROUBLES = ["failed", "blocked", "errors"] as const satisfies readonly Trouble[];

/** The Workers page's search parameters; an absent one has its default. */
export interface WorkersSearch {
  /** A part of the app or id. */
  q?: string;
  app?: string;
  state?: WorkerState;
  /** Only rows that need attention for this reason. */
  trouble?: Trouble;
  /** Absent: trouble first, then by load. */
  sort?: Column;
  desc?: true;
  group?: true;
  /** The columns of a wide table. Absent: as many as fit. */
  cols?: Column[];
  /** The values of a row on a phone. Absent: the usual ones, in pairs. */
  values?: Column[];
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value.slice(0, 200) : undefined;
}

function isTrue(value: unknown): boolean {
  return String(value) === "true";
}

/** The parameters without those that are `undefined`, to keep the address short. */
export function compact(
  search: {
    [Key in keyof WorkersSearch]: WorkersSearch[Key] | undefined;
  },
): WorkersSearch {
  const entries = Object.entries(search).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as WorkersSearch;
}

/** Reads the page's search parameters, as texts or as returned before; an invalid one counts as absent. */
export function readWorkersSearch(search: Record<string, unknown>): WorkersSearch {
  const sort = COLUMNS.find((column) => column === search.sort);
  return compact({
    q: text(search.q),
    app: text(search.app),
    state: STATES.find((state) => state === search.state),
    trouble: TROUBLES.find((trouble) => trouble === search.trouble),
    sort,
    desc: sort && isTrue(search.desc) ? true : undefined,
    group: isTrue(search.group) ? true : undefined,
    cols: readColumns(search.cols),
    values: readColumns(search.values),
  });
}

/** Changes some parameters; `undefined` removes one. */
export function changeSearch(
  search: WorkersSearch,
  change: { [Key in keyof WorkersSearch]?: WorkersSearch[Key] | undefined },
): WorkersSearch {
  return compact({ ...search, ...change });
}

/**
 * The parameters after a click on a column's header: first its natural direction (numbers descending,
 * texts ascending), then the other one, then the default order.
 */
export function nextSort(search: WorkersSearch, column: Column, numeric: boolean): WorkersSearch {
  const first = numeric ? true : undefined;
  const other = numeric ? undefined : true;
  if (search.sort !== column) return changeSearch(search, { sort: column, desc: first });
  if (search.desc === first) return changeSearch(search, { sort: column, desc: other });
  return changeSearch(search, { sort: undefined, desc: undefined });
}

/** Whether a filter is set. */
export function isFiltered({ q, app, state, trouble }: WorkersSearch): boolean {
  return [q, app, state, trouble].some((filter) => filter !== undefined);
}

/** A text that is the same while the rows are filtered and sorted in the same way. */
export function orderKey({ q, app, state, trouble, sort, desc, group }: WorkersSearch): string {
  return JSON.stringify([q, app, state, trouble, sort, desc, group]);
}
