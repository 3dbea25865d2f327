/** What the feed asks of time; a test hands in one that it moves by hand and whose timers it counts. */
export interface Clock {
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  /** Runs `task` once after `milliseconds`; the answer takes it back. */
  after(milliseconds: number, task: () => void): () => void;
  /** Runs `task` in the next turn of the event loop. */
  nextTurn(task: () => void): void;
}

/** The real one. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, task) => {
    const timer = setTimeout(task, milliseconds);
    return () => clearTimeout(timer);
  },
  nextTurn: (task) => {
    setImmediate(task);
  },
};
