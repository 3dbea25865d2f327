import { type Clock, systemClock } from "../server/feed/clock.ts";

/** The real clock, counting what it was asked for: the runtime's own lists don't show timers. */
export class CountingClock implements Clock {
  /** Timers that are set and have neither run nor been taken back. */
  readonly timers = new Set<object>();
  /** Tasks that wait for the next turn. */
  turns = 0;

  now(): number {
    return systemClock.now();
  }

  after(milliseconds: number, task: () => void): () => void {
    const timer = {};
    this.timers.add(timer);
    const cancel = systemClock.after(milliseconds, () => {
      this.timers.delete(timer);
      task();
    });
    return () => {
      this.timers.delete(timer);
      cancel();
    };
  }

  nextTurn(task: () => void): void {
    this.turns++;
    systemClock.nextTurn(() => {
      this.turns--;
      task();
    });
  }
}
