import { within } from "../within.ts";
import type { ThreadFigures, WorkerMemory } from "./snapshot.ts";
import { measure, record, seconds } from "./values.ts";

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
 * Shortest time between two samples of one worker, in milliseconds; the age from which a sample under
 * way shows that the worker's event loop is blocked, and from which figures say how old they are.
 */
export const SAMPLING_PERIOD_MS = 1000;

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

/** A thread that can be sampled: what of a Bun `Worker` is used. */
interface Thread {
  getHeapStatistics?: unknown;
  /** Bun 1.4's own name; 1.2 and 1.3 have no such call. */
  cpuUsageInternal?: unknown;
}

type Clock = () => number;

/** The last sample of a thread, and the one under way. Read at every scrape, so without a copy. */
class Sample implements ThreadFigures {
  /** Absent before the first result, and after a worker has refused. */
  memory: WorkerMemory | undefined;
  cpuSeconds: number | undefined;
  /** When the last one began. */
  beganAt = Number.NEGATIVE_INFINITY;
  /** When the last result came. */
  endedAt = Number.NEGATIVE_INFINITY;
  isPending = false;

  constructor(
    readonly thread: object,
    readonly now: Clock,
  ) {}

  /** `undefined` until the thread has responded or is overdue. */
  get blocked(): boolean | undefined {
    const isOverdue = this.isPending && this.now() - this.beganAt > SAMPLING_PERIOD_MS;
    return isOverdue || (this.isKnown ? false : undefined);
  }

  get sampledSecondsAgo(): number | undefined {
    const age = this.isKnown ? this.now() - this.endedAt : 0;
    return age > SAMPLING_PERIOD_MS ? Math.round(age) / 1000 : undefined;
  }

  get isKnown(): boolean {
    return this.memory !== undefined || this.cpuSeconds !== undefined;
  }
}

/** Whether a thread can be sampled at all, by this Bun. */
export function canBeSampled(thread: Thread): boolean {
  return typeof thread.getHeapStatistics === "function";
}

/**
 * Samples the heaps and the CPU time of workers on request. Each worker has at most one sample in
 * progress: a blocked worker queues calls without limit. Figures are dropped with their worker.
 */
export class ThreadSampler {
  readonly #samples = new WeakMap<object, Sample>();
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
        if (!isDue(sample)) continue;
        room--;
        this.#samplesInPeriod++;
        const result = take(sample).then(() => void room++);
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
  #due(threads: Iterable<object>): { due: Sample[]; pending: number } {
    const due: Sample[] = [];
    let pending = 0;
    for (const thread of threads) {
      const sample = this.#sampleOf(thread);
      if (sample.isPending) pending++;
      else if (isDue(sample)) due.push(sample);
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

  #sampleOf(thread: object): Sample {
    const known = this.#samples.get(thread);
    if (known) return known;
    const sample = new Sample(thread, this.#now);
    this.#samples.set(thread, sample);
    return sample;
  }
}

function isDue({ isPending, beganAt, now }: Sample): boolean {
  return !isPending && now() - beganAt >= SAMPLING_PERIOD_MS;
}

async function take(sample: Sample): Promise<void> {
  const { thread, now } = sample;
  sample.beganAt = now();
  sample.isPending = true;
  const [memory, cpuSeconds] = await Promise.all([heapOf(thread), cpuOf(thread)]);
  sample.memory = memory;
  sample.cpuSeconds = cpuSeconds;
  sample.endedAt = now();
  sample.isPending = false;
}

/** Undefined of a worker that has ended or is ending, which rejects, and on a Bun without the call. */
async function heapOf(thread: Thread): Promise<WorkerMemory | undefined> {
  try {
    const read = thread.getHeapStatistics;
    if (typeof read !== "function") return undefined;
    const heap = record(await read.call(thread));
    const rss = measure(heap?.total_physical_size);
    const heapUsed = measure(heap?.used_heap_size);
    return rss && heapUsed !== undefined ? { rss, heapUsed } : undefined;
  } catch {
    return undefined;
  }
}

/** The thread's own CPU time in seconds, to the millisecond; undefined as above. */
async function cpuOf(thread: Thread): Promise<number | undefined> {
  try {
    const read = thread.cpuUsageInternal;
    if (typeof read !== "function") return undefined;
    const usage = record(await read.call(thread)); // microseconds
    const user = measure(usage?.user);
    const system = measure(usage?.system);
    return user === undefined || system === undefined ? undefined : seconds((user + system) / 1000);
  } catch {
    return undefined;
  }
}
