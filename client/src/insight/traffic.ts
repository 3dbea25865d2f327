import type { Entry } from "../data/feed/samples.ts";
import type { ActivitySample } from "../data/feed/state.ts";
import { type ActivityWindow, increase, ratio, windowSeries } from "./activityWindow.ts";

/** The requests of all apps at a point in time; `null` for what isn't known. */
export interface TrafficPoint {
  /** In ms. */
  t: number;
  /** Per second. */
  requests: number | null;
  /** Failed requests per second; 0 if the pool doesn't count them. */
  failed: number | null;
  succeeded: number | null;
  /** The share that failed; `null` without requests, too. */
  errorRate: number | null;
}

/** The minimum interval of points, in ms. */
const STEP_MS = 5_000;
/** The approximate maximum number of points in a range. */
const POINTS = 180;

/** The interval of points in a range, in ms: the minimum, doubled as often as needed. */
export function stepFor(rangeMs: number): number {
  return STEP_MS * 2 ** Math.max(0, Math.ceil(Math.log2(rangeMs / POINTS / STEP_MS)));
}

/** The requests over time, at the resolution of a chart of `rangeMs`. */
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
