/**
 * Counts the timers that are set from code whose stack names `mark`, until they run or are taken back.
 * Must be in place before that code is imported.
 */
export function watchTimers(mark: string): () => number {
  const live = new Set<unknown>();
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  const watched = (task: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => {
    const run = () => {
      live.delete(timer);
      task(...args);
    };
    const timer = set(run, ms);
    if (new Error().stack?.includes(mark)) live.add(timer);
    return timer;
  };
  globalThis.setTimeout = Object.assign(watched, set) as typeof setTimeout;
  globalThis.clearTimeout = ((timer: Timer | undefined) => {
    live.delete(timer);
    clear(timer);
  }) as typeof clearTimeout;
  return () => live.size;
}
