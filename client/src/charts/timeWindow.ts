/** The time windows that the charts offer, in minutes. */
export const WINDOWS = [1, 5, 15] as const;

/** A time window in minutes. */
export type WindowMinutes = (typeof WINDOWS)[number];

/** The overview's search parameters. */
export interface OverviewSearch {
  /** Minutes; absent for the default, 5. */
  window?: WindowMinutes;
}

/** The window that is meant when none is named. */
export const DEFAULT_WINDOW: WindowMinutes = 5;

/** The shortest stretch that a chart shows, in ms. */
const SHORTEST_MS = 60_000;

/**
 * Where a chart begins, in ms: a window before `now`, or, while less has been seen, at the first
 * sample, so that a fresh page isn't an empty one.
 */
export function chartStart(first: number | undefined, now: number, minutes: WindowMinutes): number {
  const seen = now - (first ?? now);
  return now - Math.min(minutes * 60_000, Math.max(seen, SHORTEST_MS));
}

/** Reads the overview's search parameters; nonsense counts as absent. */
export function readOverviewSearch(search: Record<string, unknown>): OverviewSearch {
  const window = WINDOWS.find((minutes) => minutes === Number(search.window));
  return window === undefined || window === DEFAULT_WINDOW ? {} : { window };
}
