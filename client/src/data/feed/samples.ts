import type { PoolMetrics } from "../../../../server/types.ts";

/** A measurement with the moment at which it arrived here, in ms. */
export interface Sample extends PoolMetrics {
  t: number;
}

/** A stretch for which there is no data; lines must not be drawn across it. */
export interface Gap {
  t: number;
  gap: true;
}

/** A history's entry: something measured, or a hole. */
export type Entry<S extends { t: number }> = S | Gap;

/** How long a history reaches, in ms: the widest window that the pages offer. */
export const HISTORY_MS = 15 * 60_000;
/** The closest that kept entries lie to each other on average, in ms. */
export const CLOSEST_MS = 200;

/** Whether an entry is a hole. */
export function isGap(entry: { t: number }): entry is Gap {
  return "gap" in entry;
}

/**
 * The history with one more sample. Bounded: what is older than 15 minutes leaves, and where samples
 * come faster than every 200 ms the latest replaces the one before it, so some 4,500 are kept.
 *
 * @param broken whether data was missed before this sample
 */
export function appendSample<S extends { t: number }>(
  history: readonly Entry<S>[],
  sample: S,
  broken: boolean,
): readonly Entry<S>[] {
  // What lies after the sample was measured before the clock was set back: times must only grow.
  const kept = history.filter((entry) => sample.t - entry.t <= HISTORY_MS && entry.t < sample.t);
  const last = kept.at(-1);
  if (broken && last !== undefined && !isGap(last)) {
    kept.push({ t: (last.t + sample.t) / 2, gap: true });
  } else if (last !== undefined && !isGap(last)) {
    const before = kept.at(-2);
    if (before !== undefined && sample.t - before.t < 2 * CLOSEST_MS) kept.pop();
  }
  kept.push(sample);
  return kept;
}
