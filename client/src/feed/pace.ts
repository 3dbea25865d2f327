const KEPT = 5;
const SHORTEST_STALE_MS = 3_000;
/** Before the second event nothing tells how long the interval is; heartbeats come every 5 s. */
const UNKNOWN_STALE_MS = 10_000;

/** The last distances between events, oldest first, in ms. */
export type Distances = readonly number[];

/** Adds a distance, keeping a handful. */
export function addDistance(distances: Distances, ms: number): Distances {
  return [...distances, ms].slice(-KEPT);
}

/** The feed's interval as its events show it: the median distance; `null` before the second event. */
export function interval(distances: Distances): number | null {
  if (distances.length === 0) return null;
  const sorted = distances.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? null;
}

/** The interval as a person would say it: 996 ms is one second, 260 ms a quarter. */
export function saidInterval(distances: Distances): number | null {
  const known = interval(distances);
  if (known === null) return null;
  const step = known < 400 ? 50 : known < 1_500 ? 250 : 500;
  return Math.max(Math.round(known / step) * step, 50);
}

/** After how many milliseconds without an event the numbers count as stale. */
export function staleAfter(distances: Distances, anyEvent: boolean): number {
  const known = interval(distances);
  if (known !== null) return Math.max(3 * known, SHORTEST_STALE_MS);
  return anyEvent ? UNKNOWN_STALE_MS : SHORTEST_STALE_MS;
}

/** How often the Workers page asks for stats, in ms: at the feed's pace, but not more than every 2 s. */
export function statsEvery(distances: Distances): number {
  return Math.max(interval(distances) ?? 0, 2_000);
}
