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

/** The length of a window in ms; `Infinity` for all. */
export function windowMs(window: ChartWindow): number {
  return window === "all" ? Number.POSITIVE_INFINITY : window * 60_000;
}

/** Reads Overview's search parameters; invalid ones are ignored. */
export function readOverviewSearch(search: Record<string, unknown>): OverviewSearch {
  const window = WINDOWS.find((each) => String(each) === String(search.window));
  return {
    ...(window === undefined || window === DEFAULT_WINDOW ? {} : { window }),
    ...(typeof search.app === "string" && search.app !== "" ? { app: search.app } : {}),
  };
}
