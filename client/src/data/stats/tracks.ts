import type { WorkerRow } from "../../../../server/types.ts";

/** One worker at one moment. */
export interface TrackPoint {
  t: number;
  row: WorkerRow;
  /** Whether something was missed since the point before: no line may be drawn between them. */
  broken: boolean;
}

/** What is known of the worker whose details are open. */
export interface Track {
  id: string;
  /** Oldest first; at most {@link LONGEST_TRACK}. */
  points: readonly TrackPoint[];
  /** When an answer first came in which the worker, alive before, had ended or was missing; in ms. */
  goneAt: number | null;
  /** Whether something has been missed since the last point. */
  broken: boolean;
}

/** One answer of `stats` with the moment it arrived, in ms. */
export interface StatsMoment {
  t: number;
  workers: readonly WorkerRow[];
  /** Whether asking had rested or failed since the answer before. */
  broken: boolean;
}

/** Points of a track that are kept: ten minutes at the usual pace. */
export const LONGEST_TRACK = 300;
const REMEMBERED_ROWS = 60_000;
const LONGEST_MEMORY = 150;

/** Adds an answer to those remembered: as many as hold some 60,000 rows, at least 2, at most 150. */
export function remember(
  moments: readonly StatsMoment[],
  moment: StatsMoment,
): readonly StatsMoment[] {
  const room = Math.floor(REMEMBERED_ROWS / Math.max(moment.workers.length, 1));
  return [...moments, moment].slice(-Math.min(Math.max(room, 2), LONGEST_MEMORY));
}

/** The track after one more answer. What comes back is not gone, and what had ended does not end again. */
export function extendTrack(track: Track, moment: StatsMoment): Track {
  const row = moment.workers.find(({ id }) => id === track.id);
  const missed = track.broken || moment.broken;
  const points = row ? withPoint(track, { t: moment.t, row, broken: missed }) : track.points;
  const broken = row === undefined;
  if (isAlive(row)) return { ...track, points, broken, goneAt: null };
  const ends = isAlive(track.points.at(-1)?.row);
  return { ...track, points, broken, goneAt: track.goneAt ?? (ends ? moment.t : null) };
}

function withPoint({ points }: Track, point: TrackPoint): TrackPoint[] {
  return [...points, point].slice(-LONGEST_TRACK);
}

function isAlive(row: WorkerRow | undefined): boolean {
  return row !== undefined && row.state !== "terminated";
}

/** A worker's track from the answers that are remembered since the page was opened. */
export function trackOf(id: string, moments: readonly StatsMoment[]): Track {
  return moments.reduce(extendTrack, { id, points: [], goneAt: null, broken: false });
}
