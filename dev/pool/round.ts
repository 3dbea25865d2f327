/** Two decimals, as all of the pool's figures have them. */
export function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
