import type { WorkerRow } from "../../../server/types.ts";

/** The table's columns in their order. */
export const COLUMNS = [
  "app",
  "id",
  "state",
  "requests",
  "errors",
  "avgResponseTimeMs",
  "uptime",
  "rss",
  "heapUsed",
  "idleSeconds",
] as const;

/** One of the table's columns. */
export type Column = (typeof COLUMNS)[number];

/** The least width of each column in pixels, and its rank when not all fit: the lowest stay. */
const FIT: Record<Column, { width: number; rank: number }> = {
  app: { width: 176, rank: 0 },
  id: { width: 112, rank: 5 },
  state: { width: 122, rank: 1 },
  requests: { width: 96, rank: 2 },
  errors: { width: 74, rank: 7 },
  avgResponseTimeMs: { width: 124, rank: 8 },
  uptime: { width: 88, rank: 4 },
  rss: { width: 112, rank: 3 },
  heapUsed: { width: 100, rank: 6 },
  idleSeconds: { width: 136, rank: 9 },
};

/** The least width of a column, in pixels. */
export function columnWidth(column: Column): number {
  return FIT[column].width;
}

/** The width that some columns need, in pixels. */
export function widthOf(columns: readonly Column[]): number {
  return columns.reduce((sum, column) => sum + FIT[column].width, 0);
}

/** The columns that fit a width, the most telling first to stay, in the table's order. */
export function fittingColumns(width: number): Column[] {
  let room = width;
  const chosen = new Set<Column>();
  for (const column of COLUMNS.toSorted((a, b) => FIT[a].rank - FIT[b].rank)) {
    room -= FIT[column].width;
    if (room < 0 && chosen.size > 1) break;
    chosen.add(column);
  }
  return COLUMNS.filter((column) => chosen.has(column));
}

/** Whether a row's uptime is that of a worker: a row that is history alone has none. */
function hasUptime({ state, uptime }: WorkerRow): boolean {
  return state !== "terminated" || uptime > 0;
}

/** A row's value in a column, for sorting and export; `null` where it is not known or there is none. */
export function cellValue(row: WorkerRow, column: Column): string | number | null {
  if (column === "uptime" && !hasUptime(row)) return null;
  if (column === "rss" || column === "heapUsed") {
    return row.memoryKnown ? row.memory[column] : null;
  }
  return row[column] ?? null;
}

/** Whether a column holds numbers, which stand at the right and are first sorted from the greatest. */
export function isNumeric(column: Column): boolean {
  return column !== "app" && column !== "id" && column !== "state";
}
