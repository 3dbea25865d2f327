/** Knows how many events a client of the feed is due, by what the run has done to plugin and pool. */
export class FeedPace {
  #due = 0;
  #countedAt: number;
  #interval: number;
  #hindrances = 0;
  readonly #now: () => number;

  /**
   * @param interval - Milliseconds between two events.
   * @param now - A monotonic clock in milliseconds.
   */
  constructor(interval: number, now: () => number = () => performance.now()) {
    this.#interval = interval;
    this.#now = now;
    this.#countedAt = now();
  }

  /** Events that were due so far, with a fraction; those of a stay are the difference of two. */
  get due(): number {
    const passed = this.#hindrances > 0 ? 0 : this.#now() - this.#countedAt;
    return this.#due + passed / this.#interval;
  }

  /** Changes the milliseconds between two events. */
  set interval(milliseconds: number) {
    this.#count();
    this.#interval = milliseconds;
  }

  /** Runs something during which no event is due. */
  async without<T>(task: () => Promise<T>): Promise<T> {
    this.#count();
    this.#hindrances++;
    try {
      return await task();
    } finally {
      this.#count();
      this.#hindrances--;
    }
  }

  #count(): void {
    this.#due = this.due;
    this.#countedAt = this.#now();
  }
}
