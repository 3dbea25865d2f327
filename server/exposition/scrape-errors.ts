import { PartError, type PoolPart } from "../pool/calls.ts";
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

  /** Counts a scrape that `cause` failed. */
  count(cause: Cause): void {
    this.#causes[cause].errors++;
  }

  /** The value read; `undefined` if a part of the pool can't be read, which is counted. */
  attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof PartError)) throw error;
      this.count(error.part);
      return undefined;
    }
  }

  /** The counts so far, by cause. */
  [Symbol.iterator](): Iterator<{ labels: LabelSet; errors: number }> {
    return Object.values(this.#causes).values();
  }
}
