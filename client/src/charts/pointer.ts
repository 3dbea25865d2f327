import type { Columns } from "./series.ts";

/** How far beside the last sample before a hole the pointer may be, in usual distances of samples. */
const REACH = 2;
/** How many of the last distances tell the usual one. */
const LOOKED_AT = 30;

/** The usual distance of samples: the median of the last ones; a second before there are two. */
function usualDistance(times: readonly number[]): number {
  const last = times.slice(-LOOKED_AT);
  const distances = last.slice(1).map((time, index) => time - (last[index] ?? 0));
  return distances.toSorted((a, b) => a - b)[distances.length >> 1] ?? 1;
}

/**
 * Which sample a chart shows at a moment, as its place in the columns: the nearer one of two that a
 * line joins; beside a hole or the first or last sample only one that is near. Times in seconds.
 */
export function sampleAt([times, ...values]: Columns, at: number): number | null {
  const next = times.findIndex((time) => time >= at);
  const after = next < 0 ? times.length : next;
  const isKnown = (place: number) => values.some((column) => (column[place] ?? null) !== null);
  const distanceTo = (place: number) => Math.abs((times[place] ?? 0) - at);
  const known = [after - 1, after].filter(isKnown);
  const [nearest] = known.toSorted((a, b) => distanceTo(a) - distanceTo(b));
  if (nearest === undefined) return null;
  const joined = known.length > 1;
  return joined || distanceTo(nearest) <= REACH * usualDistance(times) ? nearest : null;
}
