import type { Clock } from "./clock.ts";

/** Clients that are handed a frame in one turn of the event loop. */
export const SLICE = 128;

/** Goes through many in slices over turns of the event loop, so that it never holds up other work. */
export class FanOut<T> {
  readonly #clock: Clock;
  #busy = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Does `task` for each; nothing at all while the one before is still under way: no piling up. */
  run(all: readonly T[], task: (one: T) => void): void {
    if (this.#busy) return;
    this.#busy = true;
    this.#slice(all, 0, task);
  }

  #slice(all: readonly T[], from: number, task: (one: T) => void): void {
    const end = Math.min(from + SLICE, all.length);
    try {
      for (const one of all.slice(from, end)) task(one);
    } finally {
      if (end < all.length) this.#clock.nextTurn(() => this.#slice(all, end, task));
      else this.#busy = false;
    }
  }
}
