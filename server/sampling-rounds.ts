import { SAMPLING_GAP_MS } from "./pool/thread-sample.ts";
import { PAUSE_MS, ROUND_MS, ThreadSampler } from "./pool/thread-sampler.ts";

/** How long a reader of `stats` waits for the workers' memory and CPU time, in milliseconds. */
export const SAMPLING_WAIT_MS = 50;

/** Runs rounds of samples of the workers' threads: one that readers wait for at a time, and one that none does. */
export class SamplingRounds {
  readonly sampler = new ThreadSampler();
  #awaited: Promise<void> | undefined;
  #isSlowUnderWay = false;
  #slowBeganAt = Number.NEGATIVE_INFINITY;

  /** Waits for the round that is under way, or for a new one, up to `SAMPLING_WAIT_MS`. */
  async wait(threads: () => object[]): Promise<void> {
    this.#awaited ??= this.sampler.refresh(threads(), SAMPLING_WAIT_MS).finally(() => {
      this.#awaited = undefined;
    });
    await this.#awaited;
  }

  /**
   * Runs a round that nobody waits for, unless there is one or the last one has only just begun: no sample is due
   * twice within `SAMPLING_GAP_MS`.
   */
  async runSlowly(threads: () => object[]): Promise<void> {
    const now = performance.now();
    if (this.#isSlowUnderWay || now - this.#slowBeganAt < SAMPLING_GAP_MS) return;
    this.#slowBeganAt = now;
    this.#isSlowUnderWay = true;
    try {
      await this.sampler.refresh(threads(), ROUND_MS, PAUSE_MS);
    } finally {
      this.#isSlowUnderWay = false;
    }
  }
}
