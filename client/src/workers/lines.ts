import type { WorkerRow } from "../../../server/types.ts";
import type { WorkersSearch } from "./search.ts";
import { sortBy } from "./select.ts";
import { type Sums, sumOf, sumRows } from "./sums.ts";

/** A line of the table: an app with its sums, or a worker. */
export type Line =
  | { kind: "group"; key: string; app: string; sums: Sums; open: boolean }
  | { kind: "worker"; key: string; row: WorkerRow; gone: boolean };

function workerLine(row: WorkerRow, gone: ReadonlySet<string>): Line {
  return { kind: "worker", key: row.id, row, gone: gone.has(row.id) };
}

/** Lines without groups. */
export function flatLines(rows: readonly WorkerRow[], gone: ReadonlySet<string>): Line[] {
  return rows.map((row) => workerLine(row, gone));
}

/** Rows by app, in the order in which the apps first come. */
export function rowsByApp(rows: readonly WorkerRow[]): Map<string, WorkerRow[]> {
  const groups = new Map<string, WorkerRow[]>();
  for (const row of rows) {
    const group = groups.get(row.app);
    if (group) group.push(row);
    else groups.set(row.app, [row]);
  }
  return groups;
}

/** An app with its rows and their sums. */
export interface Group {
  app: string;
  rows: readonly WorkerRow[];
  sums: Sums;
}

/** The apps with their sums, sorted by the sum of the column that the rows are sorted by. */
export function groupRows(
  rows: readonly WorkerRow[],
  { sort, desc }: Pick<WorkersSearch, "sort" | "desc">,
): readonly Group[] {
  const groups = [...rowsByApp(rows)].map(([app, own]) => ({ app, rows: own, sums: sumRows(own) }));
  if (sort === undefined || sort === "app") {
    return sortBy(groups, ({ app }) => app, sort === "app" && desc === true);
  }
  return sortBy(groups, ({ sums }) => sumOf(sums, sort), desc === true);
}

/** Lines of groups, each followed by its workers where it is open. */
export function groupLines(
  groups: readonly Group[],
  open: ReadonlySet<string>,
  gone: ReadonlySet<string>,
): Line[] {
  return groups.flatMap(({ app, rows, sums }): Line[] => {
    const isOpen = open.has(app);
    const head: Line = { kind: "group", key: `app ${app}`, app, sums, open: isOpen };
    return isOpen ? [head, ...rows.map((row) => workerLine(row, gone))] : [head];
  });
}
