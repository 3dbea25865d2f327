/**
 * A pool in the documented shapes with an active worker for each name, which is its app; so that
 * pages can be shown names that no folder of sample apps may have.
 *
 * @param size - How many it means to hold. Default: twice as many.
 */
export function named(apps: readonly string[], size = 2 * apps.length): object {
  const count = apps.length;
  const memory = { rss: 1_000_000, heapUsed: 500_000 };
  return {
    getMetrics: () => ({ size, active: count, idle: 0, creating: 0, total: count }),
    getWorkerStats: () =>
      apps.map((app, i) => ({
        id: idOf(i),
        app,
        state: "active",
        requests: i,
        uptime: 60,
        memory,
      })),
  };
}

/** The id of the worker at a place in {@link named}. */
export function idOf(place: number): string {
  return `00000000-0000-4000-8000-${String(place).padStart(12, "0")}`;
}
