import type { Clock } from "../server/feed/clock.ts";

/** A clock that a test moves by hand, and whose timers it counts. */
export class FakeClock implements Clock {
  #now = 0;
  readonly #timers = new Set<{ at: number; task: () => void }>();
  readonly #turns: (() => void)[] = [];

  /** Timers that are set and have neither run nor been taken back. */
  get timers(): number {
    return this.#timers.size;
  }

  /** Tasks that wait for the next turn. */
  get turns(): number {
    return this.#turns.length;
  }

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, task: () => void): () => void {
    const timer = { at: this.#now + milliseconds, task };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  nextTurn(task: () => void): void {
    this.#turns.push(task);
  }

  /** Lets time pass, with the timers that fall due, in order, and all turns between them. */
  pass(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (let timer = this.#nextBefore(end); timer; timer = this.#nextBefore(end)) {
      this.#now = Math.max(this.#now, timer.at);
      this.#timers.delete(timer);
      timer.task();
      this.finishTurns();
    }
    this.#now = end;
  }

  /** Runs one waiting task of the next turn. */
  turn(): void {
    this.#turns.shift()?.();
  }

  /** Runs all that waits for a next turn, and what comes of it. */
  finishTurns(): void {
    while (this.#turns.length > 0) this.turn();
  }

  #nextBefore(end: number) {
    const due = [...this.#timers].filter(({ at }) => at <= end);
    return due.sort((a, b) => a.at - b.at)[0];
  }
}
