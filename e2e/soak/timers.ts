/** What a timer says of itself on Bun 1.4: `true` once it won't run any more, whatever the reason. */
interface Timer {
  readonly _destroyed: boolean;
}

/**
 * The environment of a process whose timers are watched. Without it JavaScriptCore keeps nothing on the
 * stack of a function that ends by setting a timer, such as `const again = () => setImmediate(again)`.
 */
export const WATCHED_ENVIRONMENT = { BUN_JSC_useTailCalls: "0" } as const;

type Setter = (...args: never[]) => unknown;

/**
 * Counts the timers, intervals and immediates that are set from code whose stack names `mark`, until they
 * have run for the last time or are taken back, by whatever means. Must be in place before that code is
 * imported.
 */
export function watchTimers(mark: string): () => number {
  const live = new Set<Timer>();
  const watched = <F extends Setter>(set: F): F => {
    const watching = (...args: Parameters<F>) => {
      const timer = set(...args);
      if (new Error().stack?.includes(mark)) live.add(timer as Timer);
      return timer;
    };
    return Object.assign(watching as F, set);
  };
  globalThis.setTimeout = watched(globalThis.setTimeout);
  globalThis.setInterval = watched(globalThis.setInterval);
  globalThis.setImmediate = watched(globalThis.setImmediate);
  return () => {
    for (const timer of live) if (timer._destroyed) live.delete(timer);
    return live.size;
  };
}
