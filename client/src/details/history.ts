import type { WorkerRow } from "../../../server/types.ts";
import type { Entry } from "../feed/history.ts";
import type { TrackPoint } from "../stats/track.ts";

/** A value at a moment. */
export interface ValuePoint {
  t: number;
  value: number | null;
}

/** Readings further apart than this, in ms, are not joined by a line. */
const LONGEST_STEP_MS = 15_000;

/** A track's values over time, with gaps where readings are missing. */
export function trackValues(
  points: readonly TrackPoint[],
  read: (row: WorkerRow) => number | null,
): Entry<ValuePoint>[] {
  return points.flatMap(({ t, row }, index): Entry<ValuePoint>[] => {
    const before = points[index - 1];
    const value = { t, value: read(row) };
    if (before === undefined || t - before.t <= LONGEST_STEP_MS) return [value];
    return [{ t: (before.t + t) / 2, gap: true }, value];
  });
}

/** Requests per second from each reading to the next; `null` where the count fell. */
export function trackRates(points: readonly TrackPoint[]): Entry<ValuePoint>[] {
  return points.slice(1).flatMap(({ t, row }, index): Entry<ValuePoint>[] => {
    const before = points[index];
    if (before === undefined || t <= before.t) return [];
    if (t - before.t > LONGEST_STEP_MS) return [{ t, gap: true }];
    const more = row.requests - before.row.requests;
    return [{ t, value: more < 0 ? null : (more * 1_000) / (t - before.t) }];
  });
}
