import type { MemoryFigures, WorkerMemory } from "./reading.ts";
import { measure, record } from "./values.ts";

/**
 * Shortest time between two heap calls to one worker, in milliseconds, and the age from which a call
 * under way says that the worker's event loop is blocked.
 */
export const SAMPLING_PERIOD_MS = 1000;

/** The most heap calls that may be under way at once. */
export const MAX_CALLS = 64;

/** A thread whose heap can be asked: what of a Bun `Worker` is used. */
interface Thread {
  getHeapStatistics?: unknown;
}

interface Sample {
  memory?: WorkerMemory;
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
  #samples = new WeakMap<object, Sample>();
  #underWay = new Set<Sample>();
  readonly #now: () => number;

  /** @param now - A monotonic clock in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Calls that wait for an answer and are not yet given up on. */
  get callsUnderWay(): number {
    this.#forgetOld();
    return this.#underWay.size;
  }

  /**
   * Asks the threads that are due, those first whose figures are oldest, and begins no call after
   * `budgetMs`. The promise ends when the answers are there, whatever they are; it never rejects,
   * and a blocked worker keeps it waiting, so bound the wait.
   */
  async refresh(threads: Iterable<object>, budgetMs: number): Promise<void> {
    this.#forgetOld();
    const due = this.#due(threads);
    const until = this.#now() + budgetMs;
    const lane = async () => {
      while (this.#underWay.size < MAX_CALLS && this.#now() < until) {
        const thread = due.pop();
        if (!thread) return;
        await this.#ask(thread);
      }
    };
    await Promise.all(Array.from({ length: Math.min(MAX_CALLS, due.length) }, lane));
  }

  /** What is known of a thread's memory; `blocked` is absent until it was asked once. */
  figuresOf(thread: object): MemoryFigures {
    const sample = this.#samples.get(thread);
    if (!sample) return {};
    const { memory } = sample;
    return { ...(memory ? { memory } : {}), blocked: this.#isOverdue(sample) };
  }

  /** The threads that may be asked now, the one with the oldest figures last. */
  #due(threads: Iterable<object>): object[] {
    const askedAt = (thread: object) => this.#samples.get(thread)?.askedAt ?? -1;
    return [...threads]
      .filter((thread) => this.#isDue(thread))
      .sort((a, b) => askedAt(b) - askedAt(a));
  }

  #isDue(thread: object): boolean {
    const sample = this.#samples.get(thread);
    if (!sample) return true;
    return !sample.pending && this.#now() - sample.askedAt >= SAMPLING_PERIOD_MS;
  }

  #isOverdue(sample: Sample): boolean {
    return sample.pending && this.#now() - sample.askedAt > SAMPLING_PERIOD_MS;
  }

  async #ask(thread: Thread & object): Promise<void> {
    const sample = this.#samples.get(thread) ?? { askedAt: 0, pending: false };
    this.#samples.set(thread, sample);
    sample.askedAt = this.#now();
    sample.pending = true;
    this.#underWay.add(sample);
    const memory = await heapOf(thread);
    if (memory) sample.memory = memory;
    sample.pending = false;
    this.#underWay.delete(sample);
  }

  /** A blocked worker's call stays pending, but no longer takes a place from the others. */
  #forgetOld(): void {
    for (const sample of this.#underWay) if (this.#isOverdue(sample)) this.#underWay.delete(sample);
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
