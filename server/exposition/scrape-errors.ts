import { amount, type Guarded, shape } from "../counters/state.ts";
import { PartError, type PoolPart } from "../pool/calls.ts";
import { LabelSet } from "./labels.ts";

/** The part of the pool that could not be read for a scrape: one of its methods, or the pool itself. */
type Cause = "pool" | PoolPart;

/** In the order of the text. */
const CAUSES = ["pool", "getMetrics", "getWorkerStats"] as const satisfies Cause[];

/** The state of {@link ScrapeErrors}: the counts by cause. */
export const scrapeErrorsState = shape({
  pool: amount,
  getMetrics: amount,
  getWorkerStats: amount,
} satisfies Record<Cause, typeof amount>);

type ScrapeErrorsState = Guarded<typeof scrapeErrorsState>;

/** Counts failed reads for scrapes by cause; every cause begins at 0. */
export class ScrapeErrors {
  readonly #causes: { cause: Cause; labels: LabelSet; errors: number }[];

  /** @param state - From {@link state}, to continue. */
  constructor(state: ScrapeErrorsState = { pool: 0, getMetrics: 0, getWorkerStats: 0 }) {
    this.#causes = CAUSES.map((cause) => {
      return { cause, labels: new LabelSet({ cause }), errors: state[cause] };
    });
  }

  get state(): ScrapeErrorsState {
    const counts = this.#causes.map(({ cause, errors }) => [cause, errors]);
    return Object.fromEntries(counts);
  }

  /** Counts a scrape that failed because of `cause`. */
  count(cause: Cause): void {
    for (const one of this.#causes) if (one.cause === cause) one.errors++;
  }

  /** The value read; `undefined` if a part of the pool can't be read, which counts as an error. */
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
    return this.#causes.values();
  }
}
