import { InProcessPool, type InProcessWorker } from "../testing/in-process-pool.ts";
import type { PoolMetrics } from "./pool/types.ts";

/**
 * A simulated pool with more workers than a machine can run, without threads. Of a hundred workers, 57 are active, 39
 * idle, 2 starting and 2 failed; each active one has a new request whenever the pool is read.
 */
export class CrowdPool extends InProcessPool {
  #requests = 0;

  constructor(count: number) {
    super(count, 0, (i) => `app-${String(i).padStart(5, "0")}@1.${i % 10}.0`);
    for (const [i, worker] of [...this.cache.values()].entries()) simulate(worker, i);
  }

  override getMetrics(): PoolMetrics {
    for (const worker of this.cache.values()) {
      if (worker.getStatus() === "idle" || worker.requestCount === 0) continue;
      worker.serve(1, 1 + (worker.requestCount % 200));
      this.#requests++;
    }
    return { ...super.getMetrics(), hits: this.#requests, totalRequests: this.#requests };
  }
}

function simulate(worker: InProcessWorker, i: number): void {
  worker.requestCount = i % 997;
  worker.errorCount = i % 40 === 0 ? Math.floor(worker.requestCount / 50) : 0;
  worker.worker = { getHeapStatistics: async () => heap(i) };
  if (i % 5 >= 3) worker.rest();
  if (i % 50 === 31) worker.hasCriticalError = true;
  if (i % 50 !== 7) return;
  worker.requestCount = 0;
  worker.readyPromise = new Promise(() => {});
}

function heap(i: number): object {
  const used = 200_000 + (i % 300) * 100_000;
  return { used_heap_size: used, total_physical_size: used + 600_000 };
}
