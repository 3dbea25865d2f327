/** A worker in the documented shape. */
export interface WorkerRow {
  id: string;
  app: string;
  state: string;
  requests: number;
  uptime: number;
  [more: string]: unknown;
}

/**
 * A pool of 10 in the documented shapes with these workers; tests change what it returns. The workers are counted
 * by their states, unless `counts` says otherwise.
 */
export function testPool(workers: WorkerRow[] = []) {
  const count = (...states: string[]) =>
    pool.workers.filter(({ state }) => states.includes(state)).length;
  const pool = {
    size: 10,
    workers,
    counts: undefined as { active: number; idle: number; creating: number } | undefined,
    getMetrics() {
      const counted = { active: count("active", "ready"), idle: count("idle") };
      const { active, idle, creating } = pool.counts ?? { ...counted, creating: count("creating") };
      return { size: pool.size, active, idle, creating, total: active + idle + creating };
    },
    getWorkerStats: () => pool.workers,
  };
  return pool;
}

/** One worker, with 977 KiB resident and 488 KiB of heap. */
export function worker(id: string, app: string, more: Partial<WorkerRow> = {}): WorkerRow {
  const memory = { rss: 1_000_000, heapUsed: 500_000 };
  return { id, app, state: "active", requests: 0, uptime: 60, memory, ...more };
}

/** An active worker for each app; its number of requests is its index. */
export function workersOf(apps: readonly string[]): WorkerRow[] {
  return apps.map((app, place) => worker(idOf(place), app, { requests: place }));
}

/** The id of the worker at an index of {@link workersOf}. */
export function idOf(place: number): string {
  return `00000000-0000-4000-8000-${String(place).padStart(12, "0")}`;
}
