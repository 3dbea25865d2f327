import type { WorkerState } from "../../../../server/types.ts";
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

function readColumns(value: unknown): Column[] | undefined {
  const names = String(value).split(",");
  const columns = COLUMNS.filter((column) => names.includes(column));
  return columns.length > 0 ? columns : undefined;
}

/** The parameters without those that are `undefined`, so that the address stays short. */
export function compact(
  search: {
    [Key in keyof WorkersSearch]: WorkersSearch[Key] | undefined;
  },
): WorkersSearch {
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
    values: readColumns(search.values),
  });
}
