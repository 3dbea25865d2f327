import { within } from "../within.ts";
import type { ThreadFigures } from "./snapshot.ts";
import { type Clock, SAMPLING_PERIOD_MS, ThreadSample } from "./thread-sample.ts";

// Measured with `bun run bench --only sampling`, Bun 1.4.5, a virtual machine with 2 cores that did nothing else,
// workers with 2 MB of live objects. A sample takes 80 to 120 us of all threads together; its two calls take
// 10 to 13 us of the main thread before they return. Samples of all of 500 workers, by their number at a time:
//
//   at a time    all finished    event loop is blocked    slowest result
//           1           36 ms                     0.5 ms              2 ms
//           8           22 ms                     0.7 ms              3 ms
//          16           22 ms                     1.4 ms              6 ms
//          64           21 ms                     2.3 ms              8 ms
//         500           21 ms                     6.9 ms             16 ms

/**
 * The most samples begun at once, and then in each sampling period, whoever reads: 500 take 2 to 4 % of the
 * main thread. In a larger pool the workers take turns, those first whose figures are oldest.
 */
export const MAX_SAMPLES = 500;

/** Samples at a time for a reader who waits: no slower than all at once, and the event loop never waits long. */
export const LANES = 8;

/**
 * Samples at a time when nobody waits, and the pause before each in milliseconds. Workers may share a core with
 * the host: another request then meets two samples, not a burst.
 */
export const LANES_UNHURRIED = 2;
export const PAUSE_MS = 1;

/**
 * The longest round that nobody waits for, in milliseconds: twice what 500 workers take on a quiet machine.
 * None begins when the first sample is due later than that.
 */
export const ROUND_MS = 600;

/**
 * The most samples under way. A blocked worker's stays so until it is free again: this many blocked
 * workers leave the others of a larger pool without figures.
 */
export const MAX_PENDING_SAMPLES = 1000;

/** How long a sample holds its lane, in milliseconds; a later result is still taken. */
export const PATIENCE_MS = 10;

/** What is to be sampled. */
interface Round {
  /** The oldest last. */
  readonly waiting: ThreadSample[];
  /** How many more may be under way. Counted in each round: a worker that has ended may never respond. */
  room: number;
}

/**
 * Samples the heaps and the CPU time of workers on request. Each worker has at most one sample in
 * progress: a blocked worker queues calls without limit. Figures are dropped with their worker.
 */
export class ThreadSampler {
  readonly #samples = new WeakMap<object, ThreadSample>();
  readonly #now: Clock;
  /** When `MAX_SAMPLES` may begin at once again. */
  #restedAt = Number.NEGATIVE_INFINITY;

  /** @param now - A monotonic clock in milliseconds. */
  constructor(now: Clock = () => performance.now()) {
    this.#now = now;
  }

  /**
   * Samples the threads that are due, those first whose figures are oldest. The promise resolves when
   * all results have come, or after `budgetMs`; it never rejects.
   *
   * @param pauseMs - For readers who don't wait: `LANES_UNHURRIED` at a time, each after such a pause, or after
   *   the rest of the time until it is due, if that is within the budget. Default: `LANES` at a time, without
   *   those that are not due.
   */
  async refresh(threads: Iterable<object>, budgetMs: number, pauseMs = 0): Promise<void> {
    const until = this.#now() + budgetMs;
    const round = this.#round(threads);
    const results: Promise<void>[] = [];
    const lane = async () => {
      for (const sample of oldestFirst(round)) {
        if (pauseMs > 0) {
          const wait = Math.max(pauseMs, sample.dueIn, this.#restMs);
          if (this.#now() + wait >= until) return;
          await pause(wait);
        }
        if (this.#now() >= until || this.#restMs > 0) return;
        // Another round may have sampled it meanwhile.
        if (!sample.isDue) continue;
        const result = this.#take(sample, round);
        results.push(result);
        await within(PATIENCE_MS, result);
      }
    };
    const all = Promise.all(Array.from({ length: pauseMs > 0 ? LANES_UNHURRIED : LANES }, lane));
    await within(
      budgetMs,
      all.then(() => Promise.all(results)),
    );
  }

  /** What is known of a thread, now and later: for one thread always the same object. */
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

  /** Milliseconds until another sample may begin, whichever. */
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

/** What is left of a round while there is room: lanes take from the same one. */
function* oldestFirst(round: Round): Generator<ThreadSample> {
  for (let sample = round.waiting.pop(); sample && round.room > 0; sample = round.waiting.pop()) {
    yield sample;
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.ceil(milliseconds)).unref();
  });
}
