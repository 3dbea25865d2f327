import { COLUMNS, type Column } from "../columns.ts";
import type { WorkersSearch } from "../search.ts";

/**
 * The table's layout: `wide` has a column for each value; on a phone, `pairs` has two values in a cell,
 * and, if values were chosen, `list` has a list of them beside each app.
 */
export type Layout = "wide" | "pairs" | "list";

/** Below this width, in px, there is no room for a column for each value. */
const WIDE_MIN_WIDTH = 540;

/** The columns of the pairs. */
const PAIRED = ["app", "id", "state", "requests", "uptime", "rss"] as const;

/** The layout for a width in px. */
export function layoutFor(width: number, { values }: WorkersSearch): Layout {
  if (width >= WIDE_MIN_WIDTH) return "wide";
  return values === undefined ? "pairs" : "list";
}

/** The columns that are shown, in the table's order: those chosen, or as many as fit. */
export function shownColumns(width: number, search: WorkersSearch): readonly Column[] {
  const isNarrow = width < WIDE_MIN_WIDTH;
  const chosen = isNarrow ? search.values : search.cols;
  if (chosen) return COLUMNS.filter((column) => column === "app" || chosen.includes(column));
  return isNarrow ? PAIRED : fittingColumns(width);
}

/** The columns that have a line in a list; app and id are beside it. */
export function listedColumns(columns: readonly Column[]): Column[] {
  return columns.filter((column) => column !== "app" && column !== "id");
}

/** The height of each line of the table, in px. */
export function lineHeight(layout: Layout, columns: readonly Column[]): number {
  if (layout === "wide") return 44;
  return layout === "pairs" ? 76 : Math.max(76, 20 * listedColumns(columns).length + 17);
}

/** The minimum width of each column in px, and its rank: the lowest ones stay if not all fit. */
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

/** The widths of the columns beside the app on a phone. */
const NARROW_WIDTHS = { pairs: [106, 100], list: [190] } as const;

/** The share of the surplus width that the app's column gets. */
const APP_SHARE = 0.4;

/** The minimum width of some columns, in px. */
export function widthOf(columns: readonly Column[]): number {
  return columns.reduce((sum, column) => sum + FIT[column].width, 0);
}

/** The widths of all columns but the app's, which takes the rest; all share the surplus. */
export function widthsOf(
  layout: Layout,
  columns: readonly Column[],
  width: number,
): readonly number[] {
  if (layout !== "wide") return NARROW_WIDTHS[layout];
  const others = columns.filter((column) => column !== "app");
  const surplus = Math.max(0, width - widthOf(columns)) * (1 - APP_SHARE);
  const share = Math.floor(surplus / Math.max(others.length, 1));
  return others.map((column) => FIT[column].width + share);
}

/** The columns that fit a width, the most important ones first, in the table's order. */
export function fittingColumns(width: number): Column[] {
  let rest = width;
  const chosen = new Set<Column>();
  for (const column of COLUMNS.toSorted((a, b) => FIT[a].rank - FIT[b].rank)) {
    rest -= FIT[column].width;
    if (rest < 0 && chosen.size > 1) break;
    chosen.add(column);
  }
  return COLUMNS.filter((column) => chosen.has(column));
}
/** The look of a cell that stays in place while the others scroll under it; it needs a background. */
export const STICKY_CELL = "sticky left-0 z-[15] shadow-[1px_0_0_var(--border)]";
