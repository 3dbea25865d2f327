import { InProcessPool, type InProcessWorker } from "../testing/in-process-pool.ts";

/** One in this many apps serves requests between two readings. */
const APPS_A_BUSY_ONE = 2;

/** A simulated pool in the real one's shape that counts its readings: a worker per app, without threads. */
export class SimulatedPool extends InProcessPool {
  /** Calls of `getMetrics()` and of `getWorkerStats()` so far. */
  readonly reads = { metrics: 0, workerStats: 0 };
  readonly #all: InProcessWorker[];
  #turn = 0;
  #requests = 20;

  /**
   * @param livesWhenRead - Whether each `getMetrics()` calls `live` first.
   * @param threads - The workers' threads; the others have none.
   */
  constructor(
    readonly workers: number,
    readonly livesWhenRead = false,
    threads: readonly Worker[] = [],
  ) {
    super(workers);
    this.#all = [...this.cache.values()];
    for (const [at, worker] of threads.entries()) Object.assign(this.#all[at] ?? {}, { worker });
  }

  /**
   * Simulates traffic: every second app, alternating between the two halves, serves one to nine requests, so that its
   * counts and the pool's totals change.
   */
  live(): void {
    const turn = this.#turn++;
    const now = performance.now();
    for (let at = turn % APPS_A_BUSY_ONE; at < this.#all.length; at += APPS_A_BUSY_ONE) {
      const requests = 1 + ((at + turn) % 9);
      this.#all[at]?.serve(requests, requests * 1.37, now);
      this.#requests += requests;
    }
  }

  override getMetrics(): ReturnType<InProcessPool["getMetrics"]> {
    this.reads.metrics++;
    if (this.livesWhenRead) this.live();
    const metrics = super.getMetrics();
    metrics.totalRequests = this.#requests;
    metrics.hits = this.#requests - 10;
    return metrics;
  }

  override getWorkerStats(): ReturnType<InProcessPool["getWorkerStats"]> {
    this.reads.workerStats++;
    return super.getWorkerStats();
  }
}
