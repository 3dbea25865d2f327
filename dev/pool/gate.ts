/** The queue was full when a request came. */
export class QueueFullError extends Error {
  override name = "QueueFullError";
}

/** Limits how many tasks run and how many wait; refuses the others. */
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

  /** Runs a task when there is a place. Rejects with `QueueFullError` when too many wait. */
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

  /** Gives the place to the first waiting task, so that no other takes it. */
  #pass(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#running--;
  }
}
