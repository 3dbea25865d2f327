import type { WorkerRow } from "../../../../../server/types.ts";
import type { Entry } from "../../../data/feed/samples.ts";
import type { TrackPoint } from "../../../data/stats/tracks.ts";

/** A value at a time. */
export interface ValuePoint {
  t: number;
  value: number | null;
}

/** A track's values over time, with gaps where readings were missed. */
export function trackValues(
  points: readonly TrackPoint[],
  read: (row: WorkerRow) => number | null,
): Entry<ValuePoint>[] {
  return points.flatMap(({ t, row, afterGap }, index): Entry<ValuePoint>[] => {
    const before = points[index - 1];
    const value = { t, value: read(row) };
    if (before === undefined || !afterGap) return [value];
    return [{ t: (before.t + t) / 2, gap: true }, value];
  });
}

/** Requests per second from each reading to the next; `null` where the count fell. */
export function trackRates(points: readonly TrackPoint[]): Entry<ValuePoint>[] {
  return points.slice(1).flatMap(({ t, row, afterGap }, index): Entry<ValuePoint>[] => {
    const before = points[index];
    if (before === undefined || t <= before.t) return [];
    if (afterGap) return [{ t, gap: true }];
    const more = row.requests - before.row.requests;
    return [{ t, value: more < 0 ? null : (more * 1_000) / (t - before.t) }];
  });
}
