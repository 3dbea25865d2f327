import { PartError, type PoolPart } from "../pool/source.ts";
import { LabelSet } from "./labels.ts";

/** What of a pool can fail a scrape: one of its methods, or the pool as a whole. */
type Cause = "pool" | PoolPart;

/** Counts the reads for scrapes that failed, by cause; every cause begins at 0. */
export class ScrapeErrors {
  readonly #causes = {
    pool: { labels: new LabelSet({ cause: "pool" }), errors: 0 },
    getMetrics: { labels: new LabelSet({ cause: "getMetrics" }), errors: 0 },
    getWorkerStats: { labels: new LabelSet({ cause: "getWorkerStats" }), errors: 0 },
  } satisfies Record<Cause, { labels: LabelSet; errors: number }>;

  /** Reads, and counts it when it fails. Throws what `read` threw. */
  counting<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      this.#causes[error instanceof PartError ? error.part : "pool"].errors++;
      throw error;
    }
  }

  /** The counts so far, by cause. */
  [Symbol.iterator](): Iterator<{ labels: LabelSet; errors: number }> {
    return Object.values(this.#causes).values();
  }
}
