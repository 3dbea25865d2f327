import type { ThreadFigures, WorkerMemory } from "./snapshot.ts";
import { measure, record, seconds } from "./values.ts";

/**
 * Age in milliseconds at which a pending sample means that the worker's event loop is blocked, and at which figures
 * are reported with their age.
 */
export const SAMPLING_PERIOD_MS = 1000;

/**
 * Shortest time between two samples of one worker, in milliseconds: less than the period, so that a reader
 * that comes every second, sometimes slightly early, always gets new figures.
 */
export const SAMPLING_GAP_MS = 900;

/** A thread that can be sampled: the part of a Bun `Worker` that is used. */
interface Thread {
  getHeapStatistics?: unknown;
  /** The internal name in Bun 1.4; Bun 1.2 and 1.3 have no such call. */
  cpuUsageInternal?: unknown;
}

/** A monotonic clock in milliseconds. */
export type Clock = () => number;

/** The last sample of a thread, and the pending one. Read at every scrape, hence not copied. */
export class ThreadSample implements ThreadFigures {
  /** `undefined` before the first result, and after a failed sample. */
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

  /** Milliseconds until it may be taken again, if it is not pending by then; the first one is due at once. */
  get dueIn(): number {
    return this.beganAt + SAMPLING_GAP_MS - this.now();
  }

  /** Whether it may be taken again now. */
  get isDue(): boolean {
    return !this.isPending && this.dueIn <= 0;
  }

  /** Takes it again. Never rejects; resolves when the worker has responded. */
  async take(): Promise<void> {
    const { thread } = this;
    this.beganAt = this.now();
    this.isPending = true;
    const [memory, cpuSeconds] = await Promise.all([heapOf(thread), cpuOf(thread)]);
    this.memory = memory;
    this.cpuSeconds = cpuSeconds;
    this.endedAt = this.now();
    this.isPending = false;
  }
}

/** Whether this version of Bun can sample a thread. */
export function canBeSampled(thread: Thread): boolean {
  return typeof thread.getHeapStatistics === "function";
}

/** `undefined` for a worker that has ended or is ending, which rejects, and on a Bun without the call. */
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

/** The thread's own CPU time in seconds, to the millisecond; `undefined` as above. */
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
