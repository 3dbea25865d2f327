/** Status of a worker, or of an app's past workers. */
export type WorkerStatus = "active" | "idle" | "ephemeral" | "offline";

/** A row of `getWorkerStats()`, and a live worker's own `getStats()`. */
export interface WorkerStats {
  ageMs: number;
  avgResponseTimeMs: number;
  errorCount: number;
  idleMs: number;
  requestCount: number;
  status: WorkerStatus;
  totalResponseTimeMs: number;
  /** Only in ephemeral rows: requests of the last worker, which is always 1. */
  lastRequestCount?: number;
  /** Only in ephemeral rows: how long the last request took. */
  lastResponseTimeMs?: number;
}

/** The result of `getMetrics()`: the real pool's keys in their order. */
export interface PoolMetrics {
  /** The cache's size whatever the workers' states, never above `maxSize`. */
  activeWorkers: number;
  /** Mean time to get a worker, over the last 100 requests. */
  avgResponseTimeMs: number;
  ephemeralConcurrency: number;
  ephemeralQueueDepth: number;
  ephemeralQueueLimit: number;
  evictions: number;
  /** Percent. */
  hitRate: number;
  hits: number;
  /** The main thread's heap, read on every call. */
  memoryUsageMB: number;
  misses: number;
  /** Since the pool's start. */
  requestsPerSecond: number;
  totalRequests: number;
  totalWorkersFailed: number;
  totalWorkersCreated: number;
  totalWorkersRetired: number;
  uptimeMs: number;
}

/** An app that the pool can run: where its code is, and how long a worker of it may live. */
export interface AppSpec {
  /** `name@version`, scope included: the pool's key. */
  key: string;
  /** Absolute path of a module with `fetch` in its default export, or of an HTML file. */
  entry: string;
  /** `static`: the entry is a page, and the files of its folder are served too. */
  mode: "module" | "static";
  /** How long a worker is healthy after its last request; 0 gives every request its own worker. */
  ttlMs: number;
  /** How long one request may take. */
  timeoutMs: number;
  /** How long after its last request a worker counts as idle. */
  idleTimeoutMs: number;
  /** After this many requests the worker is unhealthy. */
  maxRequests: number;
}

/** Limits of a pool; all except `maxSize` have the real host's defaults. */
export interface PoolConfig {
  maxSize: number;
  /** Workers of `ttl: 0` apps at a time. Default 2. */
  ephemeralConcurrency: number;
  /** Requests to `ttl: 0` apps that may wait; further ones are refused. Default 100. */
  ephemeralQueueLimit: number;
  /** How long a worker may take to start. Default 30 s. */
  startTimeoutMs: number;
}
