/** The time windows of the charts: in minutes, or everything known. */
export const WINDOWS = [1, 5, 15, 60, "all"] as const;

/** One of them. */
export type ChartWindow = (typeof WINDOWS)[number];

/** Overview's search parameters. */
export interface OverviewSearch {
  /** Absent for the default, 5 minutes. */
  window?: ChartWindow;
  /** The app that the journal is filtered by. */
  app?: string;
}

/** The default window. */
export const DEFAULT_WINDOW: ChartWindow = 5;

/** The minimum time range of a chart, in ms. */
const MIN_RANGE_MS = 60_000;

/** The length of a window in ms; `Infinity` for all. */
export function windowMs(window: ChartWindow): number {
  return window === "all" ? Number.POSITIVE_INFINITY : window * 60_000;
}

/**
 * The left edge of a chart, in ms: the window's start, or the first sample if that is later, so that the chart
 * is always filled.
 */
export function chartStart(first: number | undefined, end: number, window: ChartWindow): number {
  const covered = end - (first ?? end);
  return end - Math.min(windowMs(window), Math.max(covered, MIN_RANGE_MS));
}

/** Reads Overview's search parameters; invalid ones are ignored. */
export function readOverviewSearch(search: Record<string, unknown>): OverviewSearch {
  const window = WINDOWS.find((each) => String(each) === String(search.window));
  return {
    ...(window === undefined || window === DEFAULT_WINDOW ? {} : { window }),
    ...(typeof search.app === "string" && search.app !== "" ? { app: search.app } : {}),
  };
}
