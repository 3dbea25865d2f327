import type { WorkerRow } from "../../../../server/types.ts";

/** One response of `stats` with the time it arrived, in ms. */
export interface Reading {
  t: number;
  workers: readonly WorkerRow[];
  /** Whether polling paused or failed since the reading before. */
  afterGap: boolean;
  /** The process that responded; absent if it doesn't say. */
  instance?: string | undefined;
}

/** One worker in one reading. */
export interface TrackPoint {
  t: number;
  row: WorkerRow;
  /** Whether readings were missed since the point before: no line may be drawn between them. */
  afterGap: boolean;
}

/** The history of the worker whose details are open. */
export interface Track {
  id: string;
  /** Oldest first; at most {@link MAX_TRACK_POINTS}. */
  points: readonly TrackPoint[];
  /** When the worker, alive before, was first seen ended or missing, in ms. */
  endedAt: number | null;
  /** Whether readings were missed since the last point. */
  afterGap: boolean;
}

/** Points kept of a track: ten minutes at the usual interval. */
export const MAX_TRACK_POINTS = 300;

/** Extends a track by a reading. A worker that reappears has not ended, and none ends twice. */
export function extendTrack(track: Track, reading: Reading): Track {
  const row = reading.workers.find(({ id }) => id === track.id);
  const afterGap = track.afterGap || reading.afterGap;
  const points = row ? appendPoint(track, { t: reading.t, row, afterGap }) : track.points;
  const next = { ...track, points, afterGap: row === undefined };
  if (isAlive(row)) return { ...next, endedAt: null };
  const ends = isAlive(track.points.at(-1)?.row);
  return { ...next, endedAt: track.endedAt ?? (ends ? reading.t : null) };
}

function appendPoint({ points }: Track, point: TrackPoint): TrackPoint[] {
  return [...points, point].slice(-MAX_TRACK_POINTS);
}

function isAlive(row: WorkerRow | undefined): boolean {
  return row !== undefined && row.state !== "terminated";
}

/** A worker's track from the readings that are kept since the page was opened. */
export function trackOf(id: string, readings: readonly Reading[]): Track {
  return readings.reduce(extendTrack, { id, points: [], endedAt: null, afterGap: false });
}

/** A track, and the last reading that it has been extended by. */
export interface FollowedTrack {
  track: Track;
  last: Reading | undefined;
}

/** The track of a worker, extended by the readings since the last time. */
export function followTrack(
  id: string,
  readings: readonly Reading[],
  before: FollowedTrack | null,
): FollowedTrack {
  const last = readings.at(-1);
  if (before?.track.id !== id) return { track: trackOf(id, readings), last };
  if (before.last === last) return before;
  const seen = before.last === undefined ? -1 : readings.indexOf(before.last);
  return { track: readings.slice(seen + 1).reduce(extendTrack, before.track), last };
}
