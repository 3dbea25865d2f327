import { PartError, type PoolPart } from "../pool/source.ts";

/** What of a pool can fail a scrape: one of its methods, or the pool as a whole. */
type Cause = "pool" | PoolPart;

/** Counts the reads for scrapes that failed, by cause; every cause begins at 0. */
export class ScrapeErrors {
  readonly #counts = new Map<Cause, number>([
    ["pool", 0],
    ["getMetrics", 0],
    ["getWorkerStats", 0],
  ]);

  /** Reads, and counts it when it fails. Throws what `read` threw. */
  counting<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      const cause = error instanceof PartError ? error.part : "pool";
      this.#counts.set(cause, (this.#counts.get(cause) ?? 0) + 1);
      throw error;
    }
  }

  /** The counts so far. */
  [Symbol.iterator](): Iterator<readonly [cause: string, errors: number]> {
    return this.#counts.entries();
  }
}
