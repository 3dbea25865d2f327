import type { Columns } from "./series.ts";

/** How far from a sample beside a gap the pointer may be, in typical intervals. */
const REACH = 2;
/** How many of the last samples determine the typical interval. */
const SAMPLES = 30;

/** The median interval between the last samples, in seconds; 1 until there are two. */
function typicalStep(times: readonly number[]): number {
  const last = times.slice(-SAMPLES);
  const steps = last.slice(1).map((time, index) => time - (last[index] ?? 0));
  return steps.toSorted((a, b) => a - b)[steps.length >> 1] ?? 1;
}

/**
 * The index of the sample that a chart shows at a time, in seconds: the nearer one of two that a line
 * connects; beside a gap, or before the first and after the last sample, only one that is near.
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
  return joined || distanceTo(nearest) <= REACH * typicalStep(times) ? nearest : null;
}
