import { COLUMNS, type Column } from "../columns.ts";
import type { WorkersSearch } from "../search.ts";
import { fittingColumns } from "./fit.ts";

/**
 * How the table is laid out: `wide` with a column for each value; on a phone in `pairs`, two values
 * in a cell, or, where values were chosen, as a `list` of them beside each app.
 */
export type Layout = "wide" | "pairs" | "list";

/** Below this width, in pixels, there is no room for a column for each value. */
const NARROW = 540;

/** What the pairs show. */
const PAIRED = ["app", "id", "state", "requests", "uptime", "rss"] as const;

/** The layout for a width in pixels. */
export function layoutFor(width: number, { values }: WorkersSearch): Layout {
  if (width >= NARROW) return "wide";
  return values === undefined ? "pairs" : "list";
}

/** The values that are shown, in the table's order: those chosen, else as many as fit. */
export function shownColumns(width: number, search: WorkersSearch): readonly Column[] {
  const isNarrow = width < NARROW;
  const chosen = isNarrow ? search.values : search.cols;
  if (chosen) return COLUMNS.filter((column) => column === "app" || chosen.includes(column));
  return isNarrow ? PAIRED : fittingColumns(width);
}

/** The values that a list has a line for: the app and its id are named beside it. */
export function listedColumns(columns: readonly Column[]): Column[] {
  return columns.filter((column) => column !== "app" && column !== "id");
}

/** The height of each of the table's lines in pixels. */
export function lineHeight(layout: Layout, columns: readonly Column[]): number {
  if (layout === "wide") return 44;
  return layout === "pairs" ? 76 : Math.max(76, 20 * listedColumns(columns).length + 17);
}
