import type { Clock } from "./clock.ts";

/** Clients that are handed a frame in one turn of the event loop. */
export const SLICE = 128;

/** Goes through many in slices over turns of the event loop, so that it never holds up other work. */
export class FanOut<T> {
  readonly #clock: Clock;
  #isBusy = false;
  #latest: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether one is under way. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /**
   * Does `task` for each. While the one before is still under way it waits for its end, and only the
   * latest does: they don't pile up.
   */
  run(all: readonly T[], task: (one: T) => void): void {
    const begin = () => this.#slice(all, 0, task);
    if (this.#isBusy) this.#latest = begin;
    else begin();
  }

  #slice(all: readonly T[], from: number, task: (one: T) => void): void {
    this.#isBusy = true;
    const end = Math.min(from + SLICE, all.length);
    try {
      for (const one of all.slice(from, end)) task(one);
    } finally {
      const next = end < all.length ? () => this.#slice(all, end, task) : this.#takeLatest();
      if (next) this.#clock.nextTurn(next);
      else this.#isBusy = false;
    }
  }

  #takeLatest(): (() => void) | undefined {
    const latest = this.#latest;
    this.#latest = undefined;
    return latest;
  }
}
