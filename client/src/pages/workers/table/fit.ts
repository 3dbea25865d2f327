import { COLUMNS, type Column } from "../columns.ts";
import type { Layout } from "./layout.ts";

/** The least width of each column in pixels, and its rank when not all fit: the lowest stay. */
const FIT: Record<Column, { width: number; rank: number }> = {
  app: { width: 156, rank: 0 },
  id: { width: 100, rank: 5 },
  state: { width: 118, rank: 1 },
  requests: { width: 94, rank: 2 },
  errors: { width: 80, rank: 7 },
  avgResponseTimeMs: { width: 118, rank: 8 },
  uptime: { width: 112, rank: 4 },
  rss: { width: 116, rank: 3 },
  heapUsed: { width: 112, rank: 6 },
  idleSeconds: { width: 136, rank: 9 },
};

/** The widths on a phone, beside the app. */
const NARROW_WIDTHS = { pairs: [106, 100], list: [190] } as const;

/** What the app's column gets of the room that no column needs. */
const APPS_SHARE = 0.4;

/** The width that some columns need, in pixels. */
export function widthOf(columns: readonly Column[]): number {
  return columns.reduce((sum, column) => sum + FIT[column].width, 0);
}

/** The widths of all columns but the app's, which takes what is left; all get some of what is over. */
export function widthsOf(
  layout: Layout,
  columns: readonly Column[],
  width: number,
): readonly number[] {
  if (layout !== "wide") return NARROW_WIDTHS[layout];
  const others = columns.filter((column) => column !== "app");
  const over = Math.max(0, width - widthOf(columns)) * (1 - APPS_SHARE);
  const share = Math.floor(over / Math.max(others.length, 1));
  return others.map((column) => FIT[column].width + share);
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
