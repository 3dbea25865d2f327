import QuickLRU from "quick-lru";

/** The row of the real pool's `getWorkerStats()`. */
interface Row {
  ageMs: number;
  avgResponseTimeMs: number;
  errorCount: number;
  idleMs: number;
  requestCount: number;
  status: "active" | "idle";
  totalResponseTimeMs: number;
}

/** A cached worker in the real pool's shape, without a thread behind it. */
class MadeInstance {
  readonly id = crypto.randomUUID();
  readonly readyPromise = Promise.resolve();
  readonly hasCriticalError = false;
  readonly terminated = false;
  readonly #createdAt = performance.now();

  constructor(readonly requestCount: number) {}

  getStatus(): Row["status"] {
    return this.requestCount % 3 === 0 ? "idle" : "active";
  }

  getStats(): Row {
    const age = Math.round(performance.now() - this.#createdAt);
    return {
      ageMs: age,
      avgResponseTimeMs: 1.25,
      errorCount: 1,
      idleMs: age,
      requestCount: this.requestCount,
      status: this.getStatus(),
      totalResponseTimeMs: this.requestCount * 1.25,
    };
  }
}

/** A pool in the real one's shape, a worker per app, that holds as many workers as wanted, and counts its readings. */
export class MadePool {
  readonly config: { maxSize: number };
  readonly cache: QuickLRU<string, MadeInstance>;
  /** Calls of `getMetrics()` and of `getWorkerStats()` so far. */
  readonly reads = { metrics: 0, workerStats: 0 };

  constructor(readonly workers: number) {
    this.config = { maxSize: workers };
    this.cache = new QuickLRU({ maxSize: workers });
    for (let index = 0; index < workers; index++) {
      this.cache.set(`app-${index}@1.0.0`, new MadeInstance(index * 7 + 1));
    }
  }

  /** Pays for `process.memoryUsage()`, as the real one does. */
  getMetrics(): Record<string, number> {
    this.reads.metrics++;
    return {
      activeWorkers: this.cache.size,
      avgResponseTimeMs: 1.25,
      ephemeralConcurrency: 2,
      ephemeralQueueDepth: 0,
      ephemeralQueueLimit: 100,
      evictions: 3,
      hitRate: 99.5,
      hits: 12_345,
      memoryUsageMB: Math.round(process.memoryUsage().heapUsed / 10_485.76) / 100,
      misses: 62,
      requestsPerSecond: 42,
      totalRequests: 12_407,
      totalWorkersFailed: 0,
      totalWorkersCreated: this.workers + 20,
      totalWorkersRetired: 20,
      uptimeMs: Math.round(performance.now()),
    };
  }

  getWorkerStats(): Record<string, Row> {
    this.reads.workerStats++;
    const rows: Record<string, Row> = {};
    for (const [key, instance] of this.cache) rows[key] = instance.getStats();
    return rows;
  }
}
