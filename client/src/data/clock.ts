/**
 * Creates a clock in ms that never goes back. It follows `wall`, the system's clock, forwards only: where
 * that is set back, it continues with `elapsed`, a clock that counts from an arbitrary start.
 */
export function createClock(wall: () => number, elapsed: () => number): () => number {
  let start = Number.NEGATIVE_INFINITY;
  return () => {
    const passed = elapsed();
    // The wall clock also runs ahead while the machine sleeps, when some browsers' other clock stands still.
    start = Math.max(start, wall() - passed);
    return Math.round(start + passed);
  };
}

/** The pages' clock, in ms since the Unix epoch: silence and waits are measured on it. */
export const now = createClock(
  () => Date.now(),
  () => performance.now(),
);
