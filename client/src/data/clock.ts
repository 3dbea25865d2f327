import { useSyncExternalStore } from "react";

/**
 * Creates a monotonic clock in ms. It follows `wall`, the system clock, only forwards: when that is set
 * back, it continues with `elapsed`, a clock with an arbitrary origin.
 */
export function createClock(wall: () => number, elapsed: () => number): () => number {
  let start = Number.NEGATIVE_INFINITY;
  return () => {
    const passed = elapsed();
    // While the machine sleeps, the wall clock runs on, but `performance.now()` stops in some browsers.
    start = Math.max(start, wall() - passed);
    return Math.round(start + passed);
  };
}

/** The pages' clock, in ms since the Unix epoch, for measuring silence and waits. */
export const now = createClock(
  () => Date.now(),
  () => performance.now(),
);

const TICK_MS = 1_000;

const listeners = new Set<() => void>();
let current = now();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  current = now();
  for (const listener of [...listeners]) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    current = now();
    timer = setInterval(tick, TICK_MS);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

/** The current time in ms, updated every second for all components at once by a single timer. */
export function useSharedClock(): number {
  return useSyncExternalStore(subscribe, () => current);
}
