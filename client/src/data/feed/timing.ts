const KEPT = 5;
/** Fewer distances than this tell nothing: the first is often short, since a newcomer gets the last frame at once. */
const ENOUGH = 3;
/** What arrives within this, in ms, was held up on its way and says nothing of the pace; a feed's interval is never so short. */
const BURST_MS = 25;
const SHORTEST_STALE_MS = 3_000;
/** While nothing tells how long the interval is; a server beats every 5 s. */
const UNKNOWN_STALE_MS = 10_000;
/** How old numbers may grow while only heartbeats come: then they are asked for in between. */
export const SLOW_MS = 30_000;

/** For how long a heartbeat proves that no event was due, in ms: the next two are awaited. */
export const BEAT_MS = 12_000;
/** How long a stream may give no sign of life, neither event nor heartbeat, in ms. */
export const DEAD_MS = 30_000;

/** The last distances between events, oldest first, in ms. */
export type Distances = readonly number[];

/** Adds a distance, keeping a handful; what came in one burst adds none. */
export function addDistance(distances: Distances, ms: number): Distances {
  return ms < BURST_MS ? distances : [...distances, ms].slice(-KEPT);
}

/** The feed's interval as its events show it: the median distance; `null` before there are some. */
export function interval(distances: Distances): number | null {
  if (distances.length < ENOUGH) return null;
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

/** What is known of a connection's silence. */
export interface Quiet {
  distances: Distances;
  /** Whether it has brought an event. */
  anyEvent: boolean;
  /** Whether heartbeats come: then no event was due. */
  beating: boolean;
}

/** After how many milliseconds without an event the numbers count as stale. */
export function staleAfter({ distances, anyEvent, beating }: Quiet): number {
  const known = interval(distances);
  if (known !== null) return Math.max(3 * known, SHORTEST_STALE_MS);
  // The first event comes at once, so that without it heartbeats prove nothing.
  if (!anyEvent) return SHORTEST_STALE_MS;
  return beating ? SLOW_MS : UNKNOWN_STALE_MS;
}

/** How often the Workers page asks for stats, in ms: at the feed's pace, but not more than every 2 s. */
export function statsEvery(distances: Distances): number {
  return Math.max(interval(distances) ?? 0, 2_000);
}

/** How often the numbers are asked for while the stream is silent, in ms. */
export function pollEvery(distances: Distances): number {
  return Math.min(statsEvery(distances), SLOW_MS);
}
