/** A value at a moment, in milliseconds. */
export interface Point {
  at: number;
  value: number;
}

/**
 * How fast values grow, per minute: the median of the slopes between all pairs (Theil-Sen), which a
 * few outliers do not move. 0 for fewer than two points.
 */
export function slopePerMinute(points: readonly Point[]): number {
  const slopes: number[] = [];
  for (const [index, a] of points.entries()) {
    for (const b of points.slice(index + 1)) {
      if (b.at > a.at) slopes.push((b.value - a.value) / (b.at - a.at));
    }
  }
  slopes.sort((a, b) => a - b);
  return (slopes[Math.floor(slopes.length / 2)] ?? 0) * 60_000;
}
