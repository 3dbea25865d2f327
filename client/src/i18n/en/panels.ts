import { plural } from "../plural.ts";

const many = (count: number, one: string, other: string) => plural("en", count, { one, other });

/** The English texts of what Overview loads after its first paint; the other languages have the same shape. */
export const panels = {
  journal: {
    between: (from: string, to: string) => `between ${from} and ${to}`,
    created: "worker created",
    failed: "worker crashed or failed to start",
    blocked: "worker blocked",
    unblocked: "worker responds again",
    ended: "worker ended",
    endings: {
      retired: "worker retired",
      evicted: "worker evicted to make room for another app",
      lost: "worker lost by the pool",
    },
    version: "version first seen",
    restarted: "The runtime restarted",
    withinCapacity: (total: number, size: string) =>
      many(
        total,
        `Within capacity again: # worker in a pool of ${size}`,
        `Within capacity again: # workers in a pool of ${size}`,
      ),
  },
  activity: {
    title: "Pool activity",
    hint: "Rates as seen by this page, totals since the pool was created",
    none: "This runtime's pool doesn't report activity. The rest of this page still works.",
    waiting: "Waiting for the first activity…",
    streamOnly: "Activity is only available from the live stream, which is silent.",
    outdated: (age: string) =>
      `Last updated ${age}: activity is only available from the live stream.`,
    notReported: "not reported",
    requests: "Requests",
    hitRate: (percent: string) => `${percent} hit rate`,
    lifecycle: "Worker lifecycle",
    queue: "Queue for apps with ttl 0",
    names: {
      requests: "Requests",
      hits: "Served by a live worker",
      misses: "Needed a new worker",
      response: "Mean wait for a worker",
      created: "Created",
      retired: "Retired",
      evictions: "Evicted",
      heldFailures: "Failed",
      failed: "Failures counted by the pool",
      unaccounted: "Unaccounted for",
      queueDepth: "Waiting",
      queueLimit: "Limit",
      concurrency: "Concurrency",
    },
    hints: {
      response: "over the last 100 requests",
      evictions: "removed because the pool was full",
      heldFailures: "failed to start or crashed, and still held by the pool",
      failed: "the pool's own counter, which misses most failures to start",
      unaccounted:
        "created, but neither retired nor alive: threads that the pool has lost track of, and failed starts that it replaced",
    },
  },
  help: {
    button: (panel: string) => `Explain: ${panel}`,
    capacity: {
      active: "in use, as counted by the pool",
      idle: "ready for a request",
      creating: "starting up",
      total: "active, idle and creating",
      size: "the most workers that the pool is meant to hold",
      free: "size minus total",
    },
    capacityOver:
      "The runtime's pool can hold up to twice its size for a while. If that persists, increase the pool's size.",
    charts:
      "Charts start when this page was opened and keep 15 minutes. A gap means that no numbers arrived.",
  },
  prometheus: {
    title: "Prometheus",
    address: "Scrape URL",
    config: "Scrape configuration",
    off: "The Prometheus endpoint is disabled. Set prometheus: true in the plugin's manifest.yaml and restart the runtime.",
    unknown: "The Prometheus endpoint couldn't be checked.",
    queries: "PromQL of this page",
    copyQuery: (query: string) => `Copy ${query}`,
  },
  queryNames: {
    utilization: "Current utilization (%)",
    average: "5-minute average (%)",
    active: "Active workers",
    idle: "Idle workers",
    creating: "Workers being created",
    free: "Remaining capacity",
    used: "Slots in use (%)",
    total: "All workers",
    trend: "Change (workers per minute)",
    uptime: "Uptime (hours)",
    restarts: "Restarts in the last hour",
    rate: "Requests per second",
    hits: "Hit rate",
    evictions: "Evictions per minute",
    retired: "Retired per minute",
    failed: "Failed and still held, 5-minute maximum",
  },
};
