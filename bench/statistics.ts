/** The middle and the spread of some rounds. */
export interface Spread {
  median: number;
  /** Median absolute deviation: half of the rounds lie within this of the median. */
  mad: number;
}

/** Median, and median absolute deviation from it. */
export function spread(values: readonly number[]): Spread {
  const median = percentile(values, 50);
  const distances = values.map((value) => Math.abs(value - median));
  return { median, mad: percentile(distances, 50) };
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
 * The smallest difference that a paired comparison could have detected, with 80 % power at the 5 %
 * level: 2.8 standard errors of the median of the rounds' differences. The error is computed from
 * their MAD, so that a single disturbed round doesn't decide it.
 */
export function detectable(differences: readonly number[]): number {
  const deviation = 1.4826 * spread(differences).mad;
  return (2.8 * 1.2533 * deviation) / Math.sqrt(differences.length);
}

/** By how much one contestant is above the other, round by round. */
export function differences(these: readonly number[], those: readonly number[]): number[] {
  return these.map((value, round) => value - (those[round] ?? Number.NaN));
}

/** The ratio of two contestants: median and MAD of the rounds' ratios. */
export function ratio(these: readonly number[], those: readonly number[]): Spread {
  return spread(these.map((value, round) => value / (those[round] ?? Number.NaN)));
}

/**
 * Measures each contestant once a round. The order rotates, and is reversed in every other round: what
 * slows the machine down for a while slows all of them, and none always follows the same one.
 */
export async function interleave<K extends string, T>(
  names: readonly K[],
  rounds: number,
  measure: (name: K) => T | Promise<T>,
): Promise<Record<K, T[]>> {
  const results = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<K, T[]>;
  for (let round = 0; round < rounds; round++) {
    const first = round % names.length;
    const rotated = [...names.slice(first), ...names.slice(0, first)];
    for (const name of round % 2 === 0 ? rotated : rotated.reverse()) {
      results[name].push(await measure(name));
    }
  }
  return results;
}
