/** The time windows that the charts offer, in minutes. */
export const WINDOWS = [1, 5, 15] as const;

/** A time window in minutes. */
export type WindowMinutes = (typeof WINDOWS)[number];

/** Overview's search parameters. */
export interface OverviewSearch {
  /** Minutes; absent for the default, 5. */
  window?: WindowMinutes;
}

/** The default window. */
export const DEFAULT_WINDOW: WindowMinutes = 5;

/** The shortest time range of a chart, in ms. */
const MIN_RANGE_MS = 60_000;

/**
 * The left edge of a chart, in ms: a window before its end, or the first sample while there is less, so
 * that a chart fills a new page.
 */
export function chartStart(first: number | undefined, end: number, minutes: WindowMinutes): number {
  const covered = end - (first ?? end);
  return end - Math.min(minutes * 60_000, Math.max(covered, MIN_RANGE_MS));
}

/** Reads Overview's search parameters; an invalid one counts as absent. */
export function readOverviewSearch(search: Record<string, unknown>): OverviewSearch {
  const window = WINDOWS.find((minutes) => minutes === Number(search.window));
  return window === undefined || window === DEFAULT_WINDOW ? {} : { window };
}
