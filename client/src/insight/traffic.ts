import type { Entry } from "../data/feed/samples.ts";
import type { ActivitySample } from "../data/feed/state.ts";
import { type ActivityWindow, increase, ratio, windowSeries } from "./activityWindow.ts";

/** The requests of all apps at a point in time; `null` where it isn't known. */
export interface TrafficPoint {
  /** In ms. */
  t: number;
  /** Per second. */
  requests: number | null;
  /** Those of them that failed; 0 where the pool doesn't count them. */
  failed: number | null;
  succeeded: number | null;
  /** The share that failed; `null` also without requests. */
  errorRate: number | null;
}

/** The shortest distance of points, in ms. */
const STEP_MS = 5_000;
/** About the most points of a range. */
const POINTS = 180;

/** The distance of points in a range, in ms: the shortest one, doubled as often as needed. */
export function stepFor(rangeMs: number): number {
  return STEP_MS * 2 ** Math.max(0, Math.ceil(Math.log2(rangeMs / POINTS / STEP_MS)));
}

/** The requests over time, as a chart of a range of so many ms shows them. */
export function trafficOf(
  activity: readonly Entry<ActivitySample>[],
  rangeMs: number,
): Entry<TrafficPoint>[] {
  return windowSeries(activity, stepFor(rangeMs), pointOf);
}

function pointOf(window: ActivityWindow | null): Omit<TrafficPoint, "t"> {
  const served = increase(window, "servedRequests");
  if (window === null || served === null) {
    return { requests: null, failed: null, succeeded: null, errorRate: null };
  }
  const errors = Math.min(increase(window, "errors") ?? 0, served);
  return {
    requests: served / window.seconds,
    failed: errors / window.seconds,
    succeeded: (served - errors) / window.seconds,
    errorRate: ratio(window, "errors", "servedRequests"),
  };
}
