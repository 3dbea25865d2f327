import { within } from "../within.ts";
import type { ThreadFigures } from "./snapshot.ts";
import { type Clock, SAMPLING_PERIOD_MS, ThreadSample } from "./thread-sample.ts";

// Measured with `bun run bench --only sampling` on Bun 1.4.5, on an otherwise idle virtual machine with 2 cores, with
// workers of 2 MB of live objects. A sample takes 80 to 120 us of CPU time in all threads together; its two calls take
// 10 to 13 us on the main thread before they return. Sampling 500 workers, by the number of samples in parallel:
//
// in parallel    all finished       event loop blocked    slowest result
//           1           36 ms                     0.5 ms              2 ms
//           8           22 ms                     0.7 ms              3 ms
//          16           22 ms                     1.4 ms              6 ms
//          64           21 ms                     2.3 ms              8 ms
//         500           21 ms                     6.9 ms             16 ms

/**
 * Maximum number of samples begun at once, and then in each sampling period, for all readers together: 500 take 2 to
 * 4 % of the main thread. In a larger pool the workers take turns, oldest figures first.
 */
export const MAX_SAMPLES = 500;

/** Parallel samples for a reader that waits: no slower than all at once, with short pauses of the event loop. */
export const LANES = 8;

/**
 * Time from one sample in the background to the next, in milliseconds: a round of `MAX_SAMPLES` takes most of the second
 * between two scrapes. Workers may share a core with the host: another request then competes with at most one sample.
 */
export const SPACING_MS = 1.7;

/**
 * Maximum number of pending samples. The sample of a blocked worker stays pending until the worker is free again: with
 * this many blocked workers, the others of a larger pool have no figures.
 */
export const MAX_PENDING_SAMPLES = 1000;

/** How long a sample occupies its lane, in milliseconds; a later result is still used. */
export const LANE_TIMEOUT_MS = 10;

/** The samples to take in one round. */
interface Round {
  /** Oldest last. */
  readonly waiting: ThreadSample[];
  /** How many more may be pending. Recounted in each round: a worker that has ended may never respond. */
  room: number;
}

/**
 * Samples the heaps and the CPU time of workers on request. Each worker has at most one sample in
 * progress: a blocked worker queues calls without limit. Figures are discarded with their worker.
 */
export class ThreadSampler {
  readonly #samples = new WeakMap<object, ThreadSample>();
  readonly #now: Clock;
  /** The time from which `MAX_SAMPLES` may begin at once again. */
  #restedAt = Number.NEGATIVE_INFINITY;

  /** @param now - A monotonic clock in milliseconds. */
  constructor(now: Clock = () => performance.now()) {
    this.#now = now;
  }

  /**
   * Samples the threads that are due, oldest figures first. Resolves when all results have arrived, or after
   * `budgetMs`; never rejects.
   *
   * @param spacingMs - For the background: one at a time, this far apart or when it is due, if that is within the
   *   budget. After a delay they follow each other faster. Default: `LANES` at a time, skipping those that are not due.
   */
  async refresh(threads: Iterable<object>, budgetMs: number, spacingMs = 0): Promise<void> {
    let next = this.#now();
    const until = next + budgetMs;
    const round = this.#round(threads);
    const results: Promise<void>[] = [];
    const lane = async () => {
      for (const sample of oldestFirst(round)) {
        if (spacingMs > 0) {
          next += spacingMs;
          const wait = Math.max(next - this.#now(), sample.dueIn, this.#restMs);
          if (this.#now() + wait >= until) return;
          await pause(wait);
        }
        if (this.#now() >= until || this.#restMs > 0) return;
        // Another round may have sampled it in the meantime.
        if (!sample.isDue) continue;
        const result = this.#take(sample, round);
        results.push(result);
        await within(LANE_TIMEOUT_MS, result);
      }
    };
    const all = Promise.all(Array.from({ length: spacingMs > 0 ? 1 : LANES }, lane));
    await within(
      budgetMs,
      all.then(() => Promise.all(results)),
    );
  }

  /** The latest figures of a thread: always the same object for one thread. */
  figuresOf(thread: object): ThreadFigures {
    return this.#sampleOf(thread);
  }

  #round(threads: Iterable<object>): Round {
    const waiting: ThreadSample[] = [];
    let room = MAX_PENDING_SAMPLES;
    for (const thread of threads) {
      const sample = this.#sampleOf(thread);
      if (sample.isPending) room--;
      else waiting.push(sample);
    }
    waiting.sort((a, b) => b.beganAt - a.beganAt || 0);
    return { waiting, room };
  }

  async #take(sample: ThreadSample, round: Round): Promise<void> {
    round.room--;
    this.#restedAt = Math.max(this.#restedAt, this.#now()) + SAMPLING_PERIOD_MS / MAX_SAMPLES;
    await sample.take();
    round.room++;
  }

  /** Milliseconds until any other sample may begin. */
  get #restMs(): number {
    return this.#restedAt - this.#now() - SAMPLING_PERIOD_MS * (1 - 1 / MAX_SAMPLES);
  }

  #sampleOf(thread: object): ThreadSample {
    const known = this.#samples.get(thread);
    if (known) return known;
    const sample = new ThreadSample(thread, this.#now);
    this.#samples.set(thread, sample);
    return sample;
  }
}

/** The remaining samples of a round while there is room; all lanes share it. */
function* oldestFirst(round: Round): Generator<ThreadSample> {
  for (let sample = round.waiting.pop(); sample && round.room > 0; sample = round.waiting.pop()) {
    yield sample;
  }
}

/** Waits at least a millisecond, without keeping the process alive. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.max(1, Math.ceil(milliseconds))).unref();
  });
}
