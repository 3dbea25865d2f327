/**
 * Measures each contestant once a round, in an order that turns with the rounds and runs backwards in
 * every other: whatever slows the machine down for a while slows all of them, and none always comes
 * after the same one.
 */
export async function interleave<K extends string, T>(
  names: readonly K[],
  rounds: number,
  measure: (name: K) => T | Promise<T>,
): Promise<Record<K, T[]>> {
  const results = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<K, T[]>;
  for (let round = 0; round < rounds; round++) {
    const turned = [...names.slice(round % names.length), ...names.slice(0, round % names.length)];
    for (const name of round % 2 === 0 ? turned : turned.reverse()) {
      results[name].push(await measure(name));
    }
  }
  return results;
}

/** The ratios of two contestants' figures, round by round. */
export function ratios(these: readonly number[], those: readonly number[]): number[] {
  return these.map((value, round) => value / (those[round] ?? Number.NaN));
}
