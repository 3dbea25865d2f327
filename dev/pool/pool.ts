import QuickLRU from "quick-lru";
import type { Logger } from "../log.ts";
import { Counters } from "./counters.ts";
import { Gate } from "./gate.ts";
import { History } from "./history.ts";
import { WorkerInstance } from "./instance.ts";
import { Lookout } from "./lookout.ts";
import { round2 } from "./round.ts";
import type { AppSpec, PoolConfig, PoolMetrics, WorkerStats } from "./types.ts";

const DEFAULTS: Omit<PoolConfig, "maxSize"> = {
  ephemeralConcurrency: 2,
  ephemeralQueueLimit: 100,
  startTimeoutMs: 30_000,
  lookMs: 5_000,
};

/**
 * A least-recently-used pool of real Bun workers, one per app, that looks from outside as the real
 * host's does: the same readings, the same readable parts, the same peculiarities.
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
  readonly #lookout: Lookout;
  /** All threads that may be alive, those that the cache has lost too: for `stop` alone. */
  readonly #threads = new Set<WorkerInstance>();

  constructor(config: Partial<PoolConfig> & Pick<PoolConfig, "maxSize">, logger: Logger) {
    this.config = { ...DEFAULTS, ...config };
    this.#logger = logger;
    this.#gate = new Gate(this.config.ephemeralConcurrency, this.config.ephemeralQueueLimit);
    this.#lookout = new Lookout(this.config.lookMs, (instance) => this.#retire(instance));
    this.cache = new QuickLRU({
      maxSize: this.config.maxSize,
      onEviction: (_key, instance) => this.#evict(instance),
    });
  }

  /** Asks an app. Rejects as its worker does, and with `QueueFullError` from a full queue. */
  async fetch(spec: AppSpec, request: Request): Promise<Response> {
    if (spec.ttlMs === 0) return this.#gate.run(() => this.#fetchOnce(spec, request));
    const instance = this.#obtain(spec);
    try {
      return await instance.fetch(request);
    } finally {
      if (instance.requestCount >= spec.maxRequests) this.#lose(instance);
    }
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

  /** Ends every thread, those under way and those lost too. */
  async stop(): Promise<void> {
    this.#lookout.stop();
    this.cache.clear();
    for (const instance of this.#threads) instance.terminate(true);
    this.#threads.clear();
  }

  /** The app's live worker, or a new one. */
  #obtain(spec: AppSpec): WorkerInstance {
    const startedAt = performance.now();
    const cached = this.cache.get(spec.key);
    const usable = cached && isUsable(cached, spec) ? cached : undefined;
    if (cached && !usable) this.#retire(cached);
    if (usable) this.#counters.hits++;
    else this.#counters.misses++;
    const instance = usable ?? this.#keep(this.#spawn(spec));
    this.#counters.timed(performance.now() - startedAt);
    return instance;
  }

  async #fetchOnce(spec: AppSpec, request: Request): Promise<Response> {
    const startedAt = performance.now();
    this.#counters.misses++;
    const instance = this.#spawn(spec);
    this.#counters.timed(performance.now() - startedAt);
    try {
      return await instance.fetch(request);
    } catch (error) {
      if (instance.hasCriticalError && instance.requestCount === 0) this.#counters.failed++;
      throw error;
    } finally {
      this.#ephemeral.add(spec.key, instance.getStats());
      instance.terminate();
    }
  }

  #spawn(spec: AppSpec): WorkerInstance {
    const { startTimeoutMs } = this.config;
    const instance = new WorkerInstance(spec, { startTimeoutMs, onDeath: this.#mourn });
    this.#counters.created++;
    this.#threads.add(instance);
    instance.worker.addEventListener("close", () => this.#threads.delete(instance));
    this.#logger.debug("worker created", named(instance));
    return instance;
  }

  #keep(instance: WorkerInstance): WorkerInstance {
    this.cache.set(instance.spec.key, instance);
    this.#lookout.watch(instance);
    return instance;
  }

  readonly #mourn = (instance: WorkerInstance, error: Error): void => {
    const started = Bun.peek.status(instance.readyPromise) === "fulfilled";
    const when = started ? "worker crashed" : "worker failed to start";
    this.#logger.warn(when, named(instance), error);
  };

  #retire(instance: WorkerInstance): void {
    this.cache.delete(instance.spec.key);
    this.#bury(instance, "worker retired");
  }

  #evict(instance: WorkerInstance): void {
    this.#counters.evictions++;
    this.#bury(instance, "worker evicted");
  }

  #bury(instance: WorkerInstance, how: string): void {
    this.#counters.retired++;
    this.#offline.add(instance.spec.key, instance.getStats());
    this.#lookout.unwatch(instance);
    instance.terminate();
    this.#logger.debug(how, named(instance));
  }

  /**
   * Drops a worker that has answered its `maxRequests`. As on the real host it is neither ended nor
   * counted as retired, and its figures are forgotten: its thread lives on, unseen.
   */
  #lose(instance: WorkerInstance): void {
    if (this.cache.peek(instance.spec.key) !== instance) return;
    this.cache.delete(instance.spec.key);
    this.#lookout.unwatch(instance);
    this.#logger.debug("worker lost after its last request", named(instance));
  }
}

/** A reload may have given an app another entry; a worker of the old one is of no use then. */
function isUsable({ hasCriticalError, spec }: WorkerInstance, wanted: AppSpec): boolean {
  return !hasCriticalError && spec.entry === wanted.entry;
}

function named({ id, spec }: WorkerInstance): { app: string; workerId: string } {
  return { app: spec.key, workerId: id };
}
