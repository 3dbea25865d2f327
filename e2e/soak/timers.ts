/** A timer of Bun 1.4: `_destroyed` is `true` once it won't run any more, whatever the reason. */
interface Timer {
  readonly _destroyed: boolean;
}

/**
 * The environment of a process whose timers are watched. Without it JavaScriptCore drops the stack frame
 * of a function that ends by setting a timer, such as `const again = () => setImmediate(again)`.
 */
export const WATCHED_ENVIRONMENT = { BUN_JSC_useTailCalls: "0" } as const;

/**
 * Counts the timers, intervals and immediates that are set by code whose stack contains `mark`, until they
 * have run for the last time or are cleared. Must be called before that code is imported.
 */
export function watchTimers(mark: string): () => number {
  const live = new Set<Timer>();
  for (const name of ["setTimeout", "setInterval", "setImmediate"] as const) {
    const set = globalThis[name] as (...args: unknown[]) => unknown;
    const watched = (...args: unknown[]) => {
      const timer = set(...args);
      if (new Error().stack?.includes(mark)) live.add(timer as Timer);
      return timer;
    };
    Object.assign(globalThis, { [name]: Object.assign(watched, set) });
  }
  return () => {
    for (const timer of live) if (timer._destroyed) live.delete(timer);
    return live.size;
  };
}
