import { COLUMNS, type Column } from "./columns.ts";

/** The least width of each column in pixels, and its rank when not all fit: the lowest stay. */
const FIT: Record<Column, { width: number; rank: number }> = {
  app: { width: 166, rank: 0 },
  id: { width: 106, rank: 5 },
  state: { width: 122, rank: 1 },
  requests: { width: 96, rank: 2 },
  errors: { width: 70, rank: 7 },
  avgResponseTimeMs: { width: 124, rank: 8 },
  uptime: { width: 110, rank: 4 },
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
