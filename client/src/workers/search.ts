import type { WorkerState } from "../../../server/types.ts";
import { COLUMNS, type Column } from "./columns.ts";

/** The states in the order in which they are shown. */
export const STATES = [
  "active",
  "idle",
  "ready",
  "creating",
  "terminated",
] as const satisfies readonly WorkerState[];

/** The Workers page's search parameters; what is absent has its default. */
export interface WorkersSearch {
  /** Text within app or id. */
  q?: string;
  app?: string;
  state?: WorkerState;
  /** Absent: the server's order, live ones first, then by app. */
  sort?: Column;
  desc?: true;
  group?: true;
  /** Absent: as many as fit. */
  cols?: Column[];
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value.slice(0, 200) : undefined;
}

function isTrue(value: unknown): boolean {
  return String(value) === "true";
}

function readColumns(value: unknown): Column[] | undefined {
  const names = String(value).split(",");
  const columns = COLUMNS.filter((column) => names.includes(column));
  return columns.length > 0 ? columns : undefined;
}

/** Leaves out what is `undefined`, so that the address stays short. */
function compact(search: { [Key in keyof WorkersSearch]: WorkersSearch[Key] | undefined }) {
  const entries = Object.entries(search).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as WorkersSearch;
}

/** Reads the page's search parameters, as text or as this gave them; nonsense counts as absent. */
export function readWorkersSearch(search: Record<string, unknown>): WorkersSearch {
  const sort = COLUMNS.find((column) => column === search.sort);
  return compact({
    q: text(search.q),
    app: text(search.app),
    state: STATES.find((state) => state === search.state),
    sort,
    desc: sort && isTrue(search.desc) ? true : undefined,
    group: isTrue(search.group) ? true : undefined,
    cols: readColumns(search.cols),
  });
}

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
