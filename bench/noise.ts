/** The middle and the spread of some rounds. */
export interface Spread {
  median: number;
  /** Half of the rounds lie within this of the median. */
  mad: number;
}

/** Median, and median absolute deviation from it. */
export function spread(values: readonly number[]): Spread {
  const median = percentile(values, 50);
  return {
    median,
    mad: percentile(
      values.map((value) => Math.abs(value - median)),
      50,
    ),
  };
}

/** The value that `percent` of the values don't exceed, interpolated between neighbours. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = ((sorted.length - 1) * percent) / 100;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/**
 * The smallest difference that a paired comparison could have detected, four times in five at the
 * 5 % level: 2.8 standard errors of the median of the rounds' differences, reckoned from their MAD so
 * that a round in which the machine did something else doesn't decide it.
 */
export function detectable(differences: readonly number[]): number {
  const deviation = 1.4826 * spread(differences).mad;
  return (2.8 * 1.2533 * deviation) / Math.sqrt(differences.length);
}
