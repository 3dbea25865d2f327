import { within } from "../within.ts";
import type { ThreadFigures } from "./snapshot.ts";
import { type Clock, SAMPLING_PERIOD_MS, ThreadSample } from "./thread-sample.ts";

// Measured with `bun run bench --only sampling`, Bun 1.4.5, a virtual machine with 2 Xeon cores, workers
// with 2 MB of live objects. One heap call takes 15 to 45 us of the main thread, 80 to 100 us of all
// threads together and about 10 us of the worker's own; the CPU call beside it adds 24 us of the main
// thread. Heap calls to all of 500 workers, by the number of calls at a time:
//
//   at a time    all finished    event loop is blocked    slowest result
//           1          124 ms                     1.7 ms              4 ms
//           8           23 ms                     3.0 ms              2 ms
//          16           24 ms                     3.4 ms              3 ms
//          64           30 ms                      24 ms             13 ms
//         500           23 ms                      21 ms             21 ms

/**
 * The most samples begun in a sampling period, whoever reads: 500 take 2 to 4 % of the main thread. In
 * a larger pool the workers take turns, those first whose figures are oldest.
 */
export const MAX_SAMPLES = 500;

/** Samples at a time for a reader who waits: no slower than all at once, and the event loop never waits long. */
export const LANES = 8;

/**
 * Samples at a time when nobody waits. Workers may share a core with the host: beside 8 at a time for 500
 * workers, all on one core, another request's 99th percentile near a scrape was 7.6 ms higher.
 */
export const LANES_UNHURRIED = 1;

/**
 * The most samples under way. A blocked worker's stays so until it is free again: this many blocked
 * workers leave the others of a larger pool without figures.
 */
export const MAX_PENDING_SAMPLES = 1000;

/** How long a sample holds its lane, in milliseconds; a later result is still taken. */
export const PATIENCE_MS = 10;

/**
 * Samples the heaps and the CPU time of workers on request. Each worker has at most one sample in
 * progress: a blocked worker queues calls without limit. Figures are dropped with their worker.
 */
export class ThreadSampler {
  readonly #samples = new WeakMap<object, ThreadSample>();
  readonly #now: Clock;
  #periodBegan = Number.NEGATIVE_INFINITY;
  #samplesInPeriod = 0;

  /** @param now - A monotonic clock in milliseconds. */
  constructor(now: Clock = () => performance.now()) {
    this.#now = now;
  }

  /**
   * Samples the threads that are due, those first whose figures are oldest. The promise resolves when
   * all results have come, or after `budgetMs`; it never rejects.
   *
   * @param lanes - How many samples at a time.
   */
  async refresh(threads: Iterable<object>, budgetMs: number, lanes = LANES): Promise<void> {
    const until = this.#now() + budgetMs;
    if (!this.#mayBegin(until)) return;
    const { due, pending } = this.#due(threads);
    // Counted again each time: a worker that has ended may never respond.
    let room = MAX_PENDING_SAMPLES - pending;
    if (due.length === 0) return;
    const results: Promise<void>[] = [];
    const lane = async () => {
      for (let sample = due.pop(); sample && this.#mayBegin(until); sample = due.pop()) {
        if (room <= 0) return;
        // Another round may have sampled it meanwhile.
        if (!sample.isDue) continue;
        room--;
        this.#samplesInPeriod++;
        const result = sample.take().then(() => void room++);
        results.push(result);
        await within(PATIENCE_MS, result);
      }
    };
    const all = Promise.all(Array.from({ length: Math.min(lanes, due.length) }, lane));
    await within(
      budgetMs,
      all.then(() => Promise.all(results)),
    );
  }

  /** What is known of a thread, now and later: for one thread always the same object. */
  figuresOf(thread: object): ThreadFigures {
    return this.#sampleOf(thread);
  }

  /** The samples that may be taken again now, the oldest last, and how many are under way. */
  #due(threads: Iterable<object>): { due: ThreadSample[]; pending: number } {
    const due: ThreadSample[] = [];
    let pending = 0;
    for (const thread of threads) {
      const sample = this.#sampleOf(thread);
      if (sample.isPending) pending++;
      else if (sample.isDue) due.push(sample);
    }
    due.sort((a, b) => b.beganAt - a.beganAt || 0);
    return { due, pending };
  }

  #mayBegin(until: number): boolean {
    const now = this.#now();
    if (now - this.#periodBegan >= SAMPLING_PERIOD_MS) {
      this.#periodBegan = now;
      this.#samplesInPeriod = 0;
    }
    return now < until && this.#samplesInPeriod < MAX_SAMPLES;
  }

  #sampleOf(thread: object): ThreadSample {
    const known = this.#samples.get(thread);
    if (known) return known;
    const sample = new ThreadSample(thread, this.#now);
    this.#samples.set(thread, sample);
    return sample;
  }
}
