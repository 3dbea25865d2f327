/** Number of clients that a frame is sent to in one turn of the event loop. */
export const SLICE = 128;

/** Runs a task in the next turn of the event loop. */
export type NextTurn = (task: () => void) => void;

/** Processes many items in slices over turns of the event loop, so that it never blocks other work. */
export class FanOut<T> {
  readonly #nextTurn: NextTurn;
  #isBusy = false;
  #latest: (() => void) | undefined;

  constructor(nextTurn: NextTurn = (task) => void setImmediate(task)) {
    this.#nextTurn = nextTurn;
  }

  /** Whether a run is in progress. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /**
   * Runs `task` for each item, after the current run if there is one; of several waiting runs only the latest one
   * takes place.
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
      if (next) this.#nextTurn(next);
      else this.#isBusy = false;
    }
  }

  #takeLatest(): (() => void) | undefined {
    const latest = this.#latest;
    this.#latest = undefined;
    return latest;
  }
}
