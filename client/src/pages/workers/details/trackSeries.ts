import type { WorkerRow } from "../../../../../server/types.ts";
import type { Entry } from "../../../data/feed/samples.ts";
import type { Track, TrackPoint } from "../../../data/stats/tracks.ts";
import { type RowRates, ratesOf } from "../../../insight/rowRates.ts";

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

/** What was done from each reading to the next; `null` where the counts fell or say nothing. */
export function trackRates(
  points: readonly TrackPoint[],
  read: (rates: RowRates, seconds: number) => number | null,
): Entry<ValuePoint>[] {
  return points.slice(1).flatMap(({ t, row, afterGap }, index): Entry<ValuePoint>[] => {
    const before = points[index];
    if (before === undefined || t <= before.t) return [];
    if (afterGap) return [{ t, gap: true }];
    const rates =
      row.requests < before.row.requests ? null : ratesOf(before.row, row, t - before.t);
    return [{ t, value: rates && read(rates, (t - before.t) / 1_000) }];
  });
}

/** When the event loop of a blocked worker last responded, in ms; `null` if it isn't blocked. */
export function blockedSince({ points }: Pick<Track, "points">): number | null {
  const last = points.at(-1);
  if (!last?.row.blocked) return null;
  const { sampledSecondsAgo } = last.row;
  if (sampledSecondsAgo !== undefined) return last.t - sampledSecondsAgo * 1_000;
  const before = points.findLastIndex(({ row }) => !row.blocked);
  return points[before + 1]?.t ?? null;
}
