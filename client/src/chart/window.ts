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

/** Reads the overview's search parameters; nonsense counts as absent. */
export function readOverviewSearch(search: Record<string, unknown>): OverviewSearch {
  const window = WINDOWS.find((minutes) => minutes === Number(search.window));
  return window === undefined || window === DEFAULT_WINDOW ? {} : { window };
}
