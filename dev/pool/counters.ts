const TIMINGS = 100;

/** Two decimals, as all of the pool's figures have them. */
export function round2(value: number): number {
  return Math.round(value * 100) / 100;
}

/** What the pool counts since its start. */
export class Counters {
  hits = 0;
  misses = 0;
  evictions = 0;
  created = 0;
  /** Workers that could not be created at all; not those that fail in their app's import. */
  failed = 0;
  retired = 0;
  readonly #startedAt = performance.now();
  readonly #timings: number[] = [];

  /** Records how long it took to get a worker, for the mean of the last 100. */
  timed(ms: number): void {
    this.#timings.push(ms);
    if (this.#timings.length > TIMINGS) this.#timings.shift();
  }

  get requests(): number {
    return this.hits + this.misses;
  }

  get hitRate(): number {
    return this.requests > 0 ? round2((this.hits / this.requests) * 100) : 0;
  }

  get uptimeMs(): number {
    return Math.round(performance.now() - this.#startedAt);
  }

  get requestsPerSecond(): number {
    return round2(this.requests / Math.max(this.uptimeMs / 1_000, 0.001));
  }

  get meanTimeMs(): number {
    const sum = this.#timings.reduce((total, ms) => total + ms, 0);
    return this.#timings.length > 0 ? round2(sum / this.#timings.length) : 0;
  }
}
