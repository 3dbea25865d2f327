/** A pool in the documented shapes whose one worker has the name as its app and as its id. */
export function documentedPool(name: string): object {
  const worker = { id: name, app: name, state: "active", requests: 1, uptime: 1 };
  return {
    getMetrics: () => ({ size: 2, active: 1, idle: 0, creating: 0, total: 1, utilization: 0.5 }),
    getWorkerStats: () => [{ ...worker, memory: { rss: 1, heapUsed: 1 } }],
  };
}

/** A pool as the real host has it, whose one worker has the name as its key and as its id. */
export function realPool(name: string): object {
  const row = { ageMs: 1000, idleMs: 1, requestCount: 1, errorCount: 0, status: "active" };
  const times = { avgResponseTimeMs: 1, totalResponseTimeMs: 1 };
  const stats = { ...row, ...times };
  const readyPromise = Promise.resolve();
  const worker = { id: name, readyPromise, hasCriticalError: false, getStats: () => stats };
  return {
    config: { maxSize: 2 },
    cache: new Map([[name, worker]]),
    getMetrics: () => ({ activeWorkers: 1, totalRequests: 1, totalWorkersCreated: 1 }),
    getWorkerStats: () => Object.fromEntries([[name, stats]]),
  };
}
