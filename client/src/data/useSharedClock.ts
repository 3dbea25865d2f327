import { useSyncExternalStore } from "react";
import { now } from "./clock.ts";

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
