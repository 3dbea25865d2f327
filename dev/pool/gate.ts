/** A request that came while the queue was full. */
export class QueueFullError extends Error {
  override name = "QueueFullError";
}

/** Lets so many tasks run at a time and so many wait; refuses the rest. */
export class Gate {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(
    readonly concurrency: number,
    readonly queueLimit: number,
  ) {}

  /** Tasks that wait for their turn. */
  get queueDepth(): number {
    return this.#waiting.length;
  }

  /** Runs a task when it is its turn. Rejects with `QueueFullError` when too many wait. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#running >= this.concurrency) await this.#turn();
    else this.#running++;
    try {
      return await task();
    } finally {
      this.#pass();
    }
  }

  #turn(): Promise<void> {
    if (this.#waiting.length >= this.queueLimit) {
      throw new QueueFullError(`${this.queueLimit} requests are waiting already`);
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Hands the place on to the next that waits, so that none slips in between. */
  #pass(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#running--;
  }
}
