/**
 * Measures each contestant once a round, in an order that turns with the rounds: whatever slows the
 * machine down for a while slows all of them.
 */
export async function interleave<K extends string, T>(
  names: readonly K[],
  rounds: number,
  measure: (name: K) => T | Promise<T>,
): Promise<Record<K, T[]>> {
  const results = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<K, T[]>;
  for (let round = 0; round < rounds; round++) {
    for (let step = 0; step < names.length; step++) {
      const name = names[(round + step) % names.length];
      if (name !== undefined) results[name].push(await measure(name));
    }
  }
  return results;
}

/** The ratios of two contestants' figures, round by round. */
export function ratios(these: readonly number[], those: readonly number[]): number[] {
  return these.map((value, round) => value / (those[round] ?? Number.NaN));
}
