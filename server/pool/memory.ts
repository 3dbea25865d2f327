import { within } from "../within.ts";
import type { MemoryFigures, WorkerMemory } from "./snapshot.ts";
import { measure, record } from "./values.ts";

// Measured with `bun bench/heap-sampling.ts`, Bun 1.4.5, a virtual machine with 2 Xeon cores, workers
// with 2 MB of live objects. One call takes 15 to 45 us of the main thread, 80 to 100 us of all
// threads together and about 10 us of the worker's own. All of 500 workers, so many at a time:
//
//   at a time    all answered    event loop stands still    slowest answer
//           1          124 ms                     1.7 ms              4 ms
//           8           23 ms                     3.0 ms              2 ms
//          16           24 ms                     3.4 ms              3 ms
//          64           30 ms                      24 ms             13 ms
//         500           23 ms                      21 ms             21 ms

/**
 * Shortest time between two heap calls to one worker, in milliseconds, and the age from which a call
 * under way says that the worker's event loop is blocked.
 */
export const SAMPLING_PERIOD_MS = 1000;

/**
 * The most heap calls begun in a sampling period, whoever reads: 500 take 2 % of the main thread. In
 * a larger pool the workers take turns, those first whose figures are oldest.
 */
export const MAX_CALLS = 500;

/** Calls at a time: no slower than all at once, and the event loop never waits long. */
export const LANES = 8;

/**
 * The most heap calls that wait for their answers. A blocked worker's waits until it is free again, so
 * this many blocked workers leave the others of a larger pool without figures.
 */
export const MAX_PENDING_CALLS = 1000;

/** How long a call holds its lane, in milliseconds; what comes later is still taken. */
export const PATIENCE_MS = 10;

/** A thread whose heap can be asked: what of a Bun `Worker` is used. */
interface Thread {
  getHeapStatistics?: unknown;
}

interface Sample {
  /** Absent until the worker has answered, and after it has refused to. */
  memory?: WorkerMemory | undefined;
  /** When the last call began. */
  askedAt: number;
  /** Whether that call still waits for its answer. */
  pending: boolean;
}

/**
 * Samples the heaps of workers, only when told to. One call per worker is under way at the most: a
 * blocked worker queues calls without limit. What is known of a worker goes with it.
 */
export class HeapSampler {
  readonly #samples = new WeakMap<object, Sample>();
  readonly #now: () => number;
  #periodBegan = Number.NEGATIVE_INFINITY;
  #callsInPeriod = 0;

  /** @param now - A monotonic clock in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /**
   * Asks the threads that are due, those first whose figures are oldest. The promise ends when the
   * answers are there, whatever they are, or after `budgetMs`; it never rejects.
   */
  async refresh(threads: Iterable<object>, budgetMs: number): Promise<void> {
    const { due, pending } = this.#due(threads);
    // Counted anew each time: of a worker that has gone, an answer need never come.
    let room = MAX_PENDING_CALLS - pending;
    if (due.length === 0) return;
    const until = this.#now() + budgetMs;
    const calls: Promise<void>[] = [];
    const lane = async () => {
      for (let thread = due.pop(); thread && this.#mayAsk(until); thread = due.pop()) {
        if (room <= 0) return;
        room--;
        const call = this.#ask(thread).then(() => void room++);
        calls.push(call);
        await within(PATIENCE_MS, call);
      }
    };
    const lanes = Promise.all(Array.from({ length: Math.min(LANES, due.length) }, lane));
    await within(
      budgetMs,
      lanes.then(() => Promise.all(calls)),
    );
  }

  /** What is known of a thread's memory; `blocked` is absent until it has answered or is overdue. */
  figuresOf(thread: object): MemoryFigures {
    const sample = this.#samples.get(thread);
    if (!sample) return {};
    const { memory } = sample;
    if (this.#isOverdue(sample)) return memory ? { memory, blocked: true } : { blocked: true };
    return memory ? { memory, blocked: false } : {};
  }

  /** The threads that may be asked now, the one with the oldest figures last, and calls under way. */
  #due(threads: Iterable<object>): { due: object[]; pending: number } {
    const now = this.#now();
    const due: { thread: object; askedAt: number }[] = [];
    let pending = 0;
    for (const thread of threads) {
      const { pending: waits = false, askedAt = Number.NEGATIVE_INFINITY } =
        this.#samples.get(thread) ?? {};
      if (waits) pending++;
      else if (now - askedAt >= SAMPLING_PERIOD_MS) due.push({ thread, askedAt });
    }
    due.sort((a, b) => b.askedAt - a.askedAt || 0);
    return { due: due.map(({ thread }) => thread), pending };
  }

  #mayAsk(until: number): boolean {
    const now = this.#now();
    if (now - this.#periodBegan >= SAMPLING_PERIOD_MS) {
      this.#periodBegan = now;
      this.#callsInPeriod = 0;
    }
    return now < until && this.#callsInPeriod++ < MAX_CALLS;
  }

  #isOverdue({ pending, askedAt }: Sample): boolean {
    return pending && this.#now() - askedAt > SAMPLING_PERIOD_MS;
  }

  async #ask(thread: Thread & object): Promise<void> {
    const sample = this.#samples.get(thread) ?? { askedAt: 0, pending: false };
    this.#samples.set(thread, sample);
    sample.askedAt = this.#now();
    sample.pending = true;
    sample.memory = await heapOf(thread);
    sample.pending = false;
  }
}

/** A worker that has ended or is ending rejects, an older Bun has no such call: both are unknown. */
async function heapOf(thread: Thread): Promise<WorkerMemory | undefined> {
  try {
    const ask = thread.getHeapStatistics;
    if (typeof ask !== "function") return undefined;
    const heap = record(await ask.call(thread));
    const rss = measure(heap?.total_physical_size);
    const heapUsed = measure(heap?.used_heap_size);
    return rss && heapUsed !== undefined ? { rss, heapUsed } : undefined;
  } catch {
    return undefined;
  }
}
