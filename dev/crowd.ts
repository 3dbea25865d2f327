import { round2 } from "./pool/round.ts";
import type { PoolMetrics, WorkerStats } from "./pool/types.ts";

/** A worker that is only made up, readable as a real pool's instance is. */
export interface CrowdMember {
  id: string;
  readyPromise: Promise<void>;
  hasCriticalError: boolean;
  terminated: boolean;
  readonly requestCount: number;
  worker: { getHeapStatistics(): Promise<HeapStatistics> };
  getStats(): WorkerStats;
  getStatus(): WorkerStats["status"];
}

/** The part of a heap's statistics that is made up. */
export interface HeapStatistics {
  used_heap_size: number;
  total_physical_size: number;
}

/** A simulated pool with the real one's surface. */
export interface CrowdPool {
  config: { maxSize: number };
  cache: Map<string, CrowdMember>;
  getMetrics(): PoolMetrics;
  getWorkerStats(): Record<string, WorkerStats>;
}

/**
 * A pool of so many workers as no machine holds, for `replacePool`: nothing runs in it, its figures
 * come from the clock alone. Of a hundred workers about 60 are active, 36 idle, 2 starting and 2 failed.
 */
export function crowdPool(count: number): CrowdPool {
  const startedAt = performance.now();
  const elapsed = () => performance.now() - startedAt;
  const cache = new Map<string, CrowdMember>();
  for (let i = 0; i < count; i++) cache.set(keyOf(i), member(i, elapsed));
  return {
    config: { maxSize: count },
    cache,
    getMetrics: () => metrics(count, elapsed()),
    getWorkerStats: () =>
      Object.fromEntries([...cache].map(([key, { getStats }]) => [key, getStats()])),
  };
}

function keyOf(i: number): string {
  return `app-${String(i).padStart(5, "0")}@1.${i % 10}.0`;
}

/** An odd factor spreads the numbers, so that ids differ where they are shown short, too. */
function idOf(i: number): string {
  const head = (Math.imul(i, 0x9e3779b1) >>> 0).toString(16).padStart(8, "0");
  return `${head}-0000-4000-8000-${i.toString(16).padStart(12, "0")}`;
}

function member(i: number, elapsed: () => number): CrowdMember {
  const isStarting = i % 50 === 7;
  const hasCriticalError = i % 50 === 31;
  const getStats = () => stats(i, isStarting, elapsed());
  return {
    id: idOf(i),
    readyPromise: isStarting ? new Promise(() => {}) : Promise.resolve(),
    hasCriticalError,
    terminated: false,
    get requestCount() {
      return getStats().requestCount;
    },
    worker: { getHeapStatistics: async () => heap(i, elapsed()) },
    getStats,
    getStatus: () => getStats().status,
  };
}

function stats(i: number, isStarting: boolean, elapsedMs: number): WorkerStats {
  const isIdle = i % 5 >= 3 && !isStarting;
  // Idle ones have had their requests; the others get up to seven a second.
  const rate = isIdle || isStarting ? 0 : 1 + (i % 7);
  const requestCount = isStarting ? 0 : (i % 997) + Math.floor((elapsedMs / 1_000) * rate);
  const avgResponseTimeMs = 1 + (i % 200);
  return {
    ageMs: Math.round(elapsedMs) + (i % 3_600) * 1_000,
    avgResponseTimeMs: requestCount > 0 ? avgResponseTimeMs : 0,
    errorCount: i % 40 === 0 ? Math.floor(requestCount / 50) : 0,
    idleMs: isIdle ? Math.round(elapsedMs) + 60_000 : Math.round(elapsedMs % 1_000),
    requestCount,
    status: isIdle ? "idle" : "active",
    totalResponseTimeMs: requestCount * avgResponseTimeMs,
  };
}

function heap(i: number, elapsedMs: number): HeapStatistics {
  const used = 200_000 + (i % 300) * 100_000 + Math.round(elapsedMs * (i % 20));
  return { used_heap_size: used, total_physical_size: used + 600_000 };
}

function metrics(count: number, elapsedMs: number): PoolMetrics {
  const requests = Math.floor(elapsedMs / 10);
  return {
    activeWorkers: count,
    avgResponseTimeMs: 0.3,
    ephemeralConcurrency: 2,
    ephemeralQueueDepth: 0,
    ephemeralQueueLimit: 100,
    evictions: 0,
    hitRate: requests > 0 ? 100 : 0,
    hits: requests,
    memoryUsageMB: round2(process.memoryUsage().heapUsed / 1024 / 1024),
    misses: 0,
    requestsPerSecond: round2(requests / Math.max(elapsedMs / 1_000, 0.001)),
    totalRequests: requests,
    totalWorkersFailed: 0,
    totalWorkersCreated: count,
    totalWorkersRetired: 0,
    uptimeMs: Math.round(elapsedMs),
  };
}
