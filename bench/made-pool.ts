import { InProcessPool } from "../fixtures/in-process-pool.ts";

/** A pool in the real one's shape, a worker per app and no thread behind it, that counts its readings. */
export class MadePool extends InProcessPool {
  /** Calls of `getMetrics()` and of `getWorkerStats()` so far. */
  readonly reads = { metrics: 0, workerStats: 0 };

  constructor(readonly workers: number) {
    super(workers);
  }

  override getMetrics(): ReturnType<InProcessPool["getMetrics"]> {
    this.reads.metrics++;
    return super.getMetrics();
  }

  override getWorkerStats(): ReturnType<InProcessPool["getWorkerStats"]> {
    this.reads.workerStats++;
    return super.getWorkerStats();
  }
}
