import { type Entry, type Gap, isGap } from "../feed/samples.ts";

/** A sample this shortly before a live one is from the same reading, in ms: the server's are at least twice as far apart. */
const SAME_MS = 450;
/** Silence up to this is never a gap, in ms. */
const MIN_GAP_MS = 5_000;
/** Silence of at least this is always a gap, in ms: Prometheus also draws lines over at most five minutes. */
const MAX_GAP_MS = 300_000;
/** Silence is a gap if it is this many times longer than the intervals next to it. */
const GAP_FACTOR = 3;

/** The samples to fill in. */
export interface Filling<S> {
  /** Samples of the history, oldest first, with times of the page's clock. */
  samples: readonly S[];
  /** The time of a sample by the server's clock, in ms. */
  serverTime(sample: S): number;
  /** When the server's process began, by the page's clock, in ms: no line is drawn across. */
  startedAt: number;
}

/**
 * Fills samples of the history in before the first live one, into the gaps between them, and after the
 * last one. What stays empty is a gap.
 */
export function fillEntries<S extends { t: number }>(
  entries: readonly Entry<S>[],
  filling: Filling<S>,
): readonly Entry<S>[] {
  const filled: Entry<S>[] = [];
  let [before, next]: [S | undefined, number] = [undefined, 0];
  /** Fills one opening: between two live samples, before the first, or after the last. */
  const fill = (gap: Gap | undefined, after: S | undefined) => {
    const own: S[] = [];
    for (; next < filling.samples.length; next++) {
      const sample = filling.samples[next] as S;
      if (after !== undefined && !isEarlier(sample, after, filling)) break;
      if (before === undefined || isLater(sample, before, filling)) own.push(sample);
    }
    if (own.length > 0) filled.push(...withGaps([before, ...own, after], filling.startedAt));
    else if (gap !== undefined) filled.push(gap);
  };
  let gap: Gap | undefined;
  entries.forEach((entry, index) => {
    if (isGap(entry)) {
      gap = entry;
      return;
    }
    if (index === 0 || gap !== undefined) fill(gap, entry);
    filled.push(entry);
    [before, gap] = [entry, undefined];
  });
  fill(undefined, undefined);
  return filled;
}

function isEarlier<S extends { t: number }>(sample: S, live: S, { serverTime }: Filling<S>) {
  return sample.t < live.t - SAME_MS && serverTime(sample) < serverTime(live);
}

function isLater<S extends { t: number }>(sample: S, live: S, { serverTime }: Filling<S>) {
  return sample.t > live.t && serverTime(sample) > serverTime(live);
}

/** The inner samples, with a gap wherever two are further apart than the intervals next to them explain. */
function withGaps<S extends { t: number }>(
  samples: readonly (S | undefined)[],
  startedAt: number,
): Entry<S>[] {
  const known = samples.filter((sample) => sample !== undefined);
  const steps = known.slice(1).map(({ t }, index) => t - (known[index]?.t ?? t));
  const [first, last] = [samples[0], samples.at(-1)];
  return known.flatMap((sample, index): Entry<S>[] => {
    const own = sample === first || sample === last ? [] : [sample];
    const step = steps[index - 1];
    const from = known[index - 1];
    if (step === undefined || from === undefined) return own;
    const adjacent = Math.max(steps[index - 2] ?? 0, steps[index] ?? 0);
    const longest = Math.min(Math.max(GAP_FACTOR * adjacent, MIN_GAP_MS), MAX_GAP_MS);
    const isBroken = step > longest || (from.t < startedAt && sample.t >= startedAt);
    return isBroken ? [{ t: (from.t + sample.t) / 2, gap: true }, ...own] : own;
  });
}
