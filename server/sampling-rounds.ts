import { SAMPLING_GAP_MS } from "./pool/thread-sample.ts";
import { pause, SPACING_MS, ThreadSampler } from "./pool/thread-sampler.ts";

/** How long a reader of `stats` waits for the workers' memory and CPU time, in milliseconds. */
export const SAMPLING_WAIT_MS = 50;

/** Time from a scrape to its round, in milliseconds: requests that have waited for the scrape are served first. */
export const BACKLOG_MS = 10;

/** Samples the workers' threads in rounds: at most one that readers wait for and one in the background. */
export class SamplingRounds {
  readonly sampler = new ThreadSampler();
  #awaited: Promise<void> | undefined;
  #backgroundBeganAt = Number.NEGATIVE_INFINITY;

  /** Waits for the current round, or for a new one, up to `SAMPLING_WAIT_MS`. */
  async wait(threads: () => object[]): Promise<void> {
    this.#awaited ??= this.sampler.refresh(threads(), SAMPLING_WAIT_MS).finally(() => {
      this.#awaited = undefined;
    });
    await this.#awaited;
  }

  /**
   * Runs a background round `BACKLOG_MS` later, unless the last one was requested less than `SAMPLING_GAP_MS` ago: no
   * sample would be due before, and by then that round is over.
   */
  async runInBackground(threads: () => object[]): Promise<void> {
    const now = performance.now();
    if (now - this.#backgroundBeganAt < SAMPLING_GAP_MS) return;
    this.#backgroundBeganAt = now;
    await pause(BACKLOG_MS);
    await this.sampler.refresh(threads(), SAMPLING_GAP_MS - BACKLOG_MS, SPACING_MS);
  }
}
