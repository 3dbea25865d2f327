/** The wait before the first try again, when the server has not asked for another, in ms. */
export const DEFAULT_RETRY_MS = 1_000;

/** The longest wait between two tries, unless the server asks for more, in ms. */
export const LONGEST_RETRY_MS = 30_000;

/**
 * Milliseconds to wait before the next try: doubling from `retryMs` up to half a minute, spread
 * over its upper half so that many pages don't come back in step; never less than `retryAfterMs`.
 *
 * @param failures tries that failed in a row, from 1
 * @param random from 0 up to 1
 */
export function backoff(
  failures: number,
  retryMs: number,
  random: number,
  retryAfterMs = 0,
): number {
  const grown = Math.max(250, retryMs) * 2 ** Math.min(failures - 1, 10);
  const ceiling = Math.max(Math.min(grown, LONGEST_RETRY_MS), Math.min(retryMs, LONGEST_RETRY_MS));
  return Math.max(Math.round(ceiling * (0.5 + random / 2)), retryAfterMs);
}
