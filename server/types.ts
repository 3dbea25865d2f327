/** The plugin's options in `manifest.yaml`. */
export interface MetricsConfig {
  /** Whether `/api/metrics/prometheus` is enabled. Default `true`; `false` makes it a 404. */
  prometheus?: boolean;
  /** Milliseconds between two events of the live feed, a whole number from 50 to 3,600,000. Default `1000`. */
  sseInterval?: number;
  /**
   * Who may read the API: `none` (default) for everybody; `host` requires one of the host's keys (`ctx.auth`,
   * Buntime 0.5 and later) except for the manifest's `publicRoutes`.
   */
  auth?: "none" | "host";
}

/** The manifest, as the host passes it; other keys are ignored. */
export type ManifestOptions = MetricsConfig | (MetricsConfig & Record<string, unknown>);

/** The pool's numbers at one point in time. All are finite and at least 0. */
export interface PoolMetrics {
  /** Maximum number of workers, as configured. */
  size: number;
  /** Active workers as defined by the pool (see docs/troubleshooting.md). */
  active: number;
  /** Live workers with no active request: the documented states `idle` and `ready`. */
  idle: number;
  /** Workers that are starting. */
  creating: number;
  /** `active + idle + creating`; the real pool can hold more than `size`. */
  total: number;
  /** `active / size`, unrounded; 0 when `size` is 0, above 1 when the pool is over capacity. */
  utilization: number;
}

/** A threshold of a probe that is exceeded. */
export interface ExceededThreshold {
  /** The parameter, such as `max-failed`. */
  name: string;
  /** The highest accepted value. */
  limit: number;
  value: number;
}

/** The documented states of a worker. */
export type WorkerState = "creating" | "ready" | "active" | "idle" | "terminated";

/** One worker, as documented. */
export interface WorkerMetrics {
  /** The worker's UUID (`workerId` in the host's logs) if it can be read, else the pool's key. */
  id: string;
  /** `name@version`, scope included. */
  app: string;
  state: WorkerState;
  /** Requests since this worker's spawn. */
  requests: number;
  /** Seconds since spawn; 0 for a row without a live worker. */
  uptime: number;
  /** Bytes: resident memory of this worker's heap, and the part in use. */
  memory: { rss: number; heapUsed: number };
}

/**
 * A row of `stats`: the documented fields, then whatever else the pool reports. A field is absent if the pool doesn't
 * report it.
 */
export interface WorkerRow extends WorkerMetrics {
  /** Whether `memory` was measured; if `false`, its zeros mean nothing. */
  memoryKnown: boolean;
  /** Requests that failed. */
  errors?: number;
  /**
   * Mean response time in milliseconds, of successful requests; absent if there are none.
   */
  avgResponseTimeMs?: number;
  /** Seconds since the last request. */
  idleSeconds?: number;
  /** `true` for the accumulated figures of an app that gets a new worker for every request (`ttl: 0`). */
  ephemeral?: boolean;
  /** Response time of the latest request to such an app, in milliseconds. */
  lastResponseTimeMs?: number;
  /** Requests that its latest worker has served. */
  lastRequestCount?: number;
  /** `true` for a worker that failed to start or crashed. */
  failed?: boolean;
  /** Whether its event loop has not responded to a sample for over a second. */
  blocked?: boolean;
  /** CPU time that its thread has used since its spawn, in seconds; absent before Bun 1.4. */
  cpuSeconds?: number;
  /** Age of `memory` and `cpuSeconds` in seconds, if over a second, as for a blocked worker. */
  sampledSecondsAgo?: number;
}

/** Body of `GET /api/metrics/` and data of every default event of the feed. */
export interface MetricsResponse {
  pool: PoolMetrics;
  /** Seconds since the runtime's process began. */
  uptime: number;
  /** When the snapshot was taken: ISO 8601, UTC, milliseconds. */
  timestamp: string;
}

/** Body of `GET /api/metrics/` with thresholds of which at least one is exceeded. */
export interface ExceededResponse extends MetricsResponse {
  exceeded: ExceededThreshold[];
}

/** Body of `GET /api/metrics/stats`. */
export interface StatsResponse {
  pool: PoolMetrics;
  workers: WorkerRow[];
}

/**
 * Data of the feed's named event `activity`: totals, which never decrease while the process lives, and
 * current gauges. A field is absent if the pool doesn't report it. Between two events the mean response
 * time is the increase of `responseSeconds` divided by that of `succeededRequests`.
 */
export interface ActivityResponse {
  /** Requests for a worker from the pool. */
  requests?: number;
  /** Requests that found an existing worker. */
  hits?: number;
  /** Requests that needed a new worker. */
  misses?: number;
  /** Workers evicted because the pool was full. */
  evictions?: number;
  created?: number;
  failed?: number;
  retired?: number;
  /** Workers created minus workers that the pool holds or counts as ended: lost threads and replaced failed starts. */
  unaccounted?: number;
  /** Workers that failed to start or crashed and are still held by the pool. */
  heldFailures?: number;
  /** Mean time to get a worker, over the last 100 requests, in milliseconds; not a response time. */
  avgResponseTimeMs?: number;
  /** Requests dispatched to workers, over all apps. */
  servedRequests?: number;
  /** Those of them that succeeded or are in progress. */
  succeededRequests?: number;
  /** Those that failed; apps with `ttl: 0` have none, since the pool doesn't count them. */
  errors?: number;
  /** Response times of the requests that succeeded, in seconds. */
  responseSeconds?: number;
  /** The queue of requests to apps with `ttl: 0`. */
  ephemeral?: { concurrency: number; queueDepth: number; queueLimit: number };
  /**
   * Random id of the process, also in the header `x-metrics-instance` of every response. Releases before
   * 0.3 have none.
   */
  instance?: string;
  /** The snapshot's timestamp. */
  timestamp: string;
}

/**
 * Column of the history: `time` in milliseconds since the Unix epoch, the pool's numbers, the fields of
 * the feed's `activity` by their names there, and figures from rows or scrapes only: blocked workers, CPU time
 * of workers and of the process, and the process's resident memory.
 */
export type HistoryColumn =
  | "time"
  | Exclude<keyof PoolMetrics, "utilization">
  | Exclude<keyof ActivityResponse, "ephemeral" | "instance" | "timestamp">
  | "queueDepth"
  | "queueLimit"
  | "blocked"
  | "workerCpuSeconds"
  | "processCpuSeconds"
  | "processResidentBytes";

/** Body of `GET /api/metrics/history`: readings of the pool, oldest first. */
export interface HistoryResponse {
  /** Names of a row's numbers, in order. */
  columns: HistoryColumn[];
  /** `null` if that reading didn't include the figure, or the pool doesn't report it. */
  rows: (number | null)[][];
}

/** Body of every error response. */
export interface ErrorResponse {
  error: string;
}
