import QuickLRU from "quick-lru";
import type { Logger } from "../log.ts";
import { Counters, round2 } from "./counters.ts";
import { Gate } from "./gate.ts";
import { History } from "./history.ts";
import { WorkerInstance } from "./instance.ts";
import type { AppSpec, PoolConfig, PoolMetrics, WorkerStats } from "./types.ts";

const DEFAULTS: Omit<PoolConfig, "maxSize"> = {
  ephemeralConcurrency: 2,
  ephemeralQueueLimit: 100,
  startTimeoutMs: 30_000,
};

/**
 * A least-recently-used pool of real Bun workers, one per app, that has the readings, the readable
 * parts and the peculiarities of the real host's pool.
 *
 * @example
 * const pool = new WorkerPool({ maxSize: 6 }, logger);
 * const response = await pool.fetch(spec, request);
 * await pool.stop();
 */
export class WorkerPool {
  readonly config: PoolConfig;
  /** By `name@version`. `quick-lru` holds up to twice `maxSize`, and its `size` doesn't say so. */
  readonly cache: QuickLRU<string, WorkerInstance>;
  readonly #logger: Logger;
  readonly #counters = new Counters();
  readonly #offline = new History("offline");
  readonly #ephemeral = new History("ephemeral");
  readonly #gate: Gate;
  /** All threads that may be alive, including those that the cache has lost; for `stop`. */
  readonly #threads = new Set<WorkerInstance>();

  constructor(config: Partial<PoolConfig> & Pick<PoolConfig, "maxSize">, logger: Logger) {
    this.config = { ...DEFAULTS, ...config };
    this.#logger = logger;
    this.#gate = new Gate(this.config.ephemeralConcurrency, this.config.ephemeralQueueLimit);
    this.cache = new QuickLRU({
      maxSize: this.config.maxSize,
      onEviction: (_key, instance) => this.#evict(instance),
    });
  }

  /** Sends a request to an app. Rejects as its worker does, and with `QueueFullError` if the queue is full. */
  async fetch(spec: AppSpec, request: Request): Promise<Response> {
    if (spec.ttlMs === 0) return this.#gate.run(() => this.#fetchOnce(spec, request));
    return this.#obtain(spec).fetch(request);
  }

  /** The pool's figures. Pays for `process.memoryUsage()` on every call. */
  getMetrics(): PoolMetrics {
    const counters = this.#counters;
    return {
      activeWorkers: this.cache.size,
      avgResponseTimeMs: counters.meanTimeMs,
      ephemeralConcurrency: this.#gate.concurrency,
      ephemeralQueueDepth: this.#gate.queueDepth,
      ephemeralQueueLimit: this.#gate.queueLimit,
      evictions: counters.evictions,
      hitRate: counters.hitRate,
      hits: counters.hits,
      memoryUsageMB: round2(process.memoryUsage().heapUsed / 1024 / 1024),
      misses: counters.misses,
      requestsPerSecond: counters.requestsPerSecond,
      totalRequests: counters.requests,
      totalWorkersFailed: counters.failed,
      totalWorkersCreated: counters.created,
      totalWorkersRetired: counters.retired,
      uptimeMs: counters.uptimeMs,
    };
  }

  /** A row per app: past workers first, then live ones with their predecessors' sums. */
  getWorkerStats(): Record<string, WorkerStats> {
    const rows: Record<string, WorkerStats> = {};
    for (const [key, row] of this.#offline.rows()) rows[key] = row;
    for (const [key, row] of this.#ephemeral.rows()) rows[key] = row;
    for (const [key, instance] of this.cache) {
      rows[key] = this.#offline.merge(key, instance.getStats());
    }
    return rows;
  }

  /** Ends all threads, including starting and lost ones. */
  async stop(): Promise<void> {
    this.cache.clear();
    for (const instance of this.#threads) {
      clearInterval(instance.checks);
      instance.terminate(true);
    }
    this.#threads.clear();
  }

  /** The app's live worker, or a new one. */
  #obtain(spec: AppSpec): WorkerInstance {
    const startedAt = performance.now();
    const instance = this.#cached(spec) ?? this.#add(this.#spawn(spec));
    this.#counters.timed(performance.now() - startedAt);
    return instance;
  }

  /** The app's worker in the cache, if it is healthy; counts the hit or the miss. */
  #cached(spec: AppSpec): WorkerInstance | undefined {
    const cached = this.cache.get(spec.key);
    // A reload may have given the app another entry.
    const isOutdated = cached !== undefined && cached.spec.entry !== spec.entry;
    if (cached?.isHealthy() && !isOutdated) {
      this.#counters.hits++;
      cached.touch();
      return cached;
    }
    if (isOutdated) this.#retire(cached);
    else if (cached) this.#lose(cached);
    this.#counters.misses++;
    return undefined;
  }

  async #fetchOnce(spec: AppSpec, request: Request): Promise<Response> {
    const startedAt = performance.now();
    this.#counters.misses++;
    const instance = this.#spawn(spec);
    this.#counters.timed(performance.now() - startedAt);
    try {
      const response = await instance.fetch(request);
      this.#ephemeral.add(spec.key, instance.getStats());
      return response;
    } catch (error) {
      // The worker counts as failed, and the request is in no row.
      this.#counters.failed++;
      throw error;
    } finally {
      instance.terminate();
    }
  }

  #spawn(spec: AppSpec): WorkerInstance {
    const { startTimeoutMs } = this.config;
    const instance = new WorkerInstance(spec, { startTimeoutMs, onFailure: this.#logFailure });
    this.#counters.created++;
    this.#threads.add(instance);
    instance.worker.addEventListener("close", () => this.#threads.delete(instance));
    this.#logger.debug("worker created", named(instance));
    return instance;
  }

  /** Like the real pool, it checks a worker every `min(idleTimeout, ttl) / 2` of its app. */
  #add(instance: WorkerInstance): WorkerInstance {
    const { key, idleTimeoutMs, ttlMs } = instance.spec;
    const check = () => {
      if (!instance.isHealthy()) this.#retire(instance);
    };
    instance.checks = setInterval(check, Math.min(idleTimeoutMs, ttlMs) / 2);
    this.cache.set(key, instance);
    return instance;
  }

  readonly #logFailure = (instance: WorkerInstance, error: Error): void => {
    const started = Bun.peek.status(instance.readyPromise) === "fulfilled";
    const when = started ? "worker crashed" : "worker failed to start";
    this.#logger.warn(when, named(instance), error);
  };

  #retire(instance: WorkerInstance): void {
    this.cache.delete(instance.spec.key);
    this.#end(instance, "worker retired");
  }

  #evict(instance: WorkerInstance): void {
    this.#counters.evictions++;
    this.#end(instance, "worker evicted");
  }

  #end(instance: WorkerInstance, how: string): void {
    this.#counters.retired++;
    this.#offline.add(instance.spec.key, instance.getStats());
    clearInterval(instance.checks);
    instance.terminate();
    this.#logger.debug(how, named(instance));
  }

  /**
   * Drops a worker that a request has found unhealthy. As on the real host it is neither terminated nor
   * counted as retired, and what it has counted is lost; its thread lives on, unless it has crashed.
   */
  #lose(instance: WorkerInstance): void {
    this.cache.delete(instance.spec.key);
    clearInterval(instance.checks);
    this.#logger.debug("worker lost", named(instance));
  }
}

function named({ id, spec }: WorkerInstance): { app: string; workerId: string } {
  return { app: spec.key, workerId: id };
}
