/** Limits how many requests to apps without `ttl` run and wait, first come, first served. */
export class EphemeralGate {
  /** When each place is free again. */
  readonly #free: number[];
  /** When the waiting requests will start, in order. */
  #starts: number[] = [];

  constructor(
    concurrency: number,
    readonly queueLimit: number,
  ) {
    this.#free = Array(concurrency).fill(0);
  }

  /** When a request that arrives now and runs for this long starts; `undefined` if it is refused. */
  enter(at: number, seconds: number): number | undefined {
    const first = Math.min(...this.#free);
    if (first > at && this.depth(at) >= this.queueLimit) return undefined;
    const start = Math.max(at, first);
    this.#free[this.#free.indexOf(first)] = start + seconds;
    if (start > at) this.#starts.push(start);
    return start;
  }

  /** How many wait. */
  depth(at: number): number {
    const waiting = this.#starts.findIndex((start) => start > at);
    this.#starts = waiting < 0 ? [] : this.#starts.slice(waiting);
    return this.#starts.length;
  }
}
