import type { WorkersMessages } from "../../../i18n/messages.ts";
import { COLUMNS, type Column, isRate } from "../columns.ts";
import type { WorkersSearch } from "../search.ts";

/**
 * The table's layout: `wide` has a column for each value; on a phone, `pairs` has two values in a cell,
 * and, if values were chosen, `list` has a list of them next to each app.
 */
export type Layout = "wide" | "pairs" | "list";

/** Below this width, in px, there is no room for a column for each value. */
const WIDE_MIN_WIDTH = 540;

/** The pairs of values next to the app: each cell has one value above another. */
export type Pairs = readonly [Pair, Pair];
type Pair = readonly [first: "state" | "requests", second: Column];

/** The pairs; the sorted column takes the place of the memory. */
export function pairsOf(sort: Column = "rss"): Pairs {
  const isElsewhere = ["app", "id", "state", "requests", "errors"].includes(sort);
  return [
    ["state", isElsewhere ? "rss" : sort],
    ["requests", "errors"],
  ];
}

/** The layout for a width in px. */
export function layoutFor(width: number, { values }: WorkersSearch): Layout {
  if (width >= WIDE_MIN_WIDTH) return "wide";
  return values === undefined ? "pairs" : "list";
}

/** The columns that are shown, in the table's order: those chosen, or as many as fit; always the sorted one. */
export function shownColumns(width: number, search: WorkersSearch): readonly Column[] {
  const isNarrow = width < WIDE_MIN_WIDTH;
  const chosen = isNarrow ? search.values : search.cols;
  const always = ["app", search.sort];
  if (chosen) return COLUMNS.filter((each) => always.includes(each) || chosen.includes(each));
  if (!isNarrow) return fittingColumns(width, search.sort);
  const pairs = pairsOf(search.sort).flat();
  return COLUMNS.filter((each) => each === "app" || each === "id" || pairs.includes(each));
}

/** The columns that have a line in a list, next to app and id. */
export function listedColumns(columns: readonly Column[]): Column[] {
  return columns.filter((column) => column !== "app" && column !== "id");
}

/** The height of each line of the table, in px. */
export function lineHeight(layout: Layout, columns: readonly Column[]): number {
  if (layout === "wide") return 34;
  return layout === "pairs" ? 76 : Math.max(76, 20 * listedColumns(columns).length + 17);
}

/** The minimum width of each column in px, and its rank: the lowest ones stay if not all fit. */
const FIT: Record<Column, { width: number; rank: number }> = {
  app: { width: 150, rank: 0 },
  state: { width: 118, rank: 1 },
  requests: { width: 94, rank: 2 },
  errors: { width: 76, rank: 3 },
  errorRate: { width: 88, rank: 4 },
  requestRate: { width: 72, rank: 5 },
  cpu: { width: 64, rank: 6 },
  rss: { width: 84, rank: 7 },
  responseMs: { width: 84, rank: 8 },
  uptime: { width: 95, rank: 9 },
  id: { width: 82, rank: 10 },
  avgResponseTimeMs: { width: 112, rank: 11 },
  heapUsed: { width: 84, rank: 12 },
  idleSeconds: { width: 120, rank: 13 },
};

/** Columns of a higher rank are only shown if the app names get this much more room, in px. */
const LAST_BEFORE_NAMES = FIT.id.rank;
export const NAME_ROOM = 100;

/** The widths of the columns next to the app on a phone. */
const NARROW_WIDTHS = { pairs: [112, 100], list: [190] } as const;

/** The share of the extra width that the app's column gets. */
const APP_SHARE = 0.4;

/** The minimum width of some columns, in px. */
export function widthOf(columns: readonly Column[]): number {
  return columns.reduce((sum, column) => sum + FIT[column].width, 0);
}

/** The widths of all columns except for the app's, which takes the rest; all share the extra width. */
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

/** The columns that fit a width, the sorted one and the most important ones first, in the table's order. */
export function fittingColumns(
  width: number,
  sort: Column = "app",
  candidates: readonly Column[] = COLUMNS,
): Column[] {
  const chosen = new Set<Column>(["app", sort]);
  let rest = width - widthOf([...chosen]);
  const others = candidates.filter((column) => !chosen.has(column));
  for (const column of others.sort((a, b) => FIT[a].rank - FIT[b].rank)) {
    rest -= FIT[column].width;
    if (rest < (FIT[column].rank > LAST_BEFORE_NAMES ? NAME_ROOM : 0)) break;
    chosen.add(column);
  }
  return COLUMNS.filter((column) => chosen.has(column));
}

/** The period of a column's values, if its name doesn't say: the last minute, or since the worker's spawn. */
export function columnHint(column: Column, { columnHints }: WorkersMessages["workers"]) {
  if (isRate(column)) return columnHints.rate;
  if (column === "requests" || column === "errors" || column === "avgResponseTimeMs") {
    return columnHints.total;
  }
  return column === "rss" ? columnHints.rss : undefined;
}

/** The look of a cell that stays in place while others scroll below it; it needs a background. */
export const STICKY_CELL = "sticky-cell";
