import type { PoolMetrics } from "../../../../server/types.ts";

/** The pool's numbers with the time they arrived here, in ms. */
export interface PoolSample extends PoolMetrics {
  t: number;
}

/** A stretch without data; charts draw no line across it. */
export interface Gap {
  t: number;
  gap: true;
}

/** A sample or a gap. */
export type Entry<S extends { t: number }> = S | Gap;

/** How far back samples are kept, in ms: the widest window that the pages offer. */
export const HISTORY_MS = 15 * 60_000;
/** The shortest average distance between samples, in ms. */
export const CLOSEST_MS = 200;

/** Whether an entry is a gap. */
export function isGap(entry: { t: number }): entry is Gap {
  return "gap" in entry;
}

/**
 * Appends a sample. Bounded: samples older than 15 minutes are dropped, and a sample that follows
 * another within 200 ms on average replaces it, so about 4,500 are kept.
 *
 * @param missed whether data was missed before this sample
 */
export function appendSample<S extends { t: number }>(
  entries: readonly Entry<S>[],
  sample: S,
  missed: boolean,
): readonly Entry<S>[] {
  const first = entries.findIndex((entry) => sample.t - entry.t <= HISTORY_MS);
  const kept = first < 0 ? [] : entries.slice(first);
  // A clock that was set back: times must only grow.
  while ((kept.at(-1)?.t ?? Number.NEGATIVE_INFINITY) >= sample.t) kept.pop();
  const [beforeLast, last] = [kept.at(-2), kept.at(-1)];
  if (last !== undefined && !isGap(last)) {
    if (missed) kept.push({ t: (last.t + sample.t) / 2, gap: true });
    else if (beforeLast !== undefined && sample.t - beforeLast.t < 2 * CLOSEST_MS) kept.pop();
  }
  kept.push(sample);
  return kept;
}
