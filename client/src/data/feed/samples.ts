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

/** How far back all samples are kept, in ms; older ones are thinned. */
export const HISTORY_MS = 15 * 60_000;
/** The shortest average distance between samples, in ms. */
const CLOSEST_MS = 200;
/**
 * Older samples are at least this share of their age apart, so that their number only grows with the
 * logarithm of the time that a page is open: some 1,800 for a day.
 */
const THINNED_SHARE = 1 / 400;
/** How often they are thinned, in ms. */
const THINNING_MS = 60_000;

/** Whether an entry is a gap. */
export function isGap(entry: { t: number }): entry is Gap {
  return "gap" in entry;
}

/** Drops samples that are too close together for their age, and all but one of consecutive gaps. */
function thin<S extends { t: number }>(entries: readonly Entry<S>[], now: number): Entry<S>[] {
  const kept: Entry<S>[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const entry of entries) {
    if (isGap(entry)) {
      const before = kept.at(-1);
      if (before !== undefined && !isGap(before)) kept.push(entry);
      continue;
    }
    const age = now - entry.t;
    if (age > HISTORY_MS && entry.t - last < age * THINNED_SHARE) continue;
    kept.push(entry);
    last = entry.t;
  }
  return kept;
}

/**
 * Appends a sample. Bounded: a sample that follows another within 200 ms on average replaces it, and
 * samples older than 15 minutes are thinned, more so the older they are.
 *
 * @param missed whether data was missed before this sample
 */
export function appendSample<S extends { t: number }>(
  entries: readonly Entry<S>[],
  sample: S,
  missed: boolean,
): readonly Entry<S>[] {
  const latest = entries.at(-1)?.t ?? sample.t;
  const isDue = Math.floor(latest / THINNING_MS) < Math.floor(sample.t / THINNING_MS);
  const kept = isDue ? thin(entries, sample.t) : entries.slice();
  // The clock may have been set back, but times must increase.
  while ((kept.at(-1)?.t ?? Number.NEGATIVE_INFINITY) >= sample.t) kept.pop();
  const [beforeLast, last] = [kept.at(-2), kept.at(-1)];
  if (last !== undefined && !isGap(last)) {
    if (missed) kept.push({ t: (last.t + sample.t) / 2, gap: true });
    else if (beforeLast !== undefined && sample.t - beforeLast.t < 2 * CLOSEST_MS) kept.pop();
  }
  kept.push(sample);
  return kept;
}
