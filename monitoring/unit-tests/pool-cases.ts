import type { AlertCase } from "./alert-case.ts";
import { type Course, instance, onceAt, perMinute, stepAt } from "./series.ts";

/** A pool of 10 in which everything is active. */
const FULL = {
  pool_size: 10,
  pool_active: 10,
  pool_total: 10,
  pool_creating: 0,
  pool_utilization: 1,
};

/** The same in which not all are in use. */
const BUSY = { ...FULL, pool_utilization: 0.5 };

/** Evictions a minute, until minute 20, and requests a minute. */
const evicting = (evictions: number, requests: number) => ({
  pool_evictions_total: (minute: number) => evictions * Math.min(minute, 20),
  pool_requests_total: perMinute(requests),
});

const HIGH = ["over", "one", "queued", "creating", "queue"].map(
  (name) => `BuntimeHighUtilization ${name}`,
);

/** In the order in which they end. */
const THRASHING = [
  "BuntimePoolThrashing over",
  "BuntimePoolThrashing some",
  "BuntimePoolThrashing quarter",
  "BuntimePoolThrashing worst",
  "BuntimePoolThrashing room",
  "BuntimePoolThrashing unsized",
  "BuntimeHighUtilization tenth",
  "BuntimePoolExhausted worst",
  "BuntimePoolExhausted some",
];

/** A pool that has two workers until a minute, and none after it. */
const noWorkersFrom = (minute: number) => ({
  pool_size: 10,
  pool_active: stepAt(minute, 2, 0),
  pool_total: stepAt(minute, 2, 0),
  pool_creating: 0,
});

/** Requests a minute to the pool, and those that got a worker. */
const served = (requests: number, got: number) => ({
  pool_requests_total: perMinute(requests),
  apps_requests_total: perMinute(got),
});

const NONE = ["lost", "starting", "most"].map((name) => `BuntimeNoWorkers ${name}`);

/** A queue of 100 places. */
const queue = (depth: Course) => ({
  pool_ephemeral_queue_depth: depth,
  pool_ephemeral_queue_limit: 100,
});

const FILLING = [
  "BuntimeEphemeralQueueFilling filling",
  "BuntimeEphemeralQueueFilling full",
  "BuntimeEphemeralQueueFull full",
];

/** The cases of the pool and its queue. */
export const POOL_CASES: readonly AlertCase[] = [
  {
    name: "an idle pool fires nothing, however full it is and whether or not its size is known",
    minutes: 20,
    series: {
      ...instance("full", { ...FULL, pool_evictions_total: 90, pool_requests_total: 900 }),
      ...instance("unsized", { ...FULL, pool_size: 0, pool_utilization: 0 }),
      ...instance("fresh", {
        ...FULL,
        pool_active: 0,
        pool_total: 0,
        pool_utilization: 0,
        pool_requests_total: 0,
      }),
      ...instance("idle", {
        ...FULL,
        pool_active: 0,
        pool_total: stepAt(5, 3, 0),
        pool_utilization: 0,
        pool_requests_total: 50,
      }),
    },
    firing: { "6m": [], "20m": [] },
  },
  {
    name: "BuntimeHighUtilization fires above 80 % with five evictions in 5 minutes, workers being created, or a queue",
    minutes: 30,
    series: {
      ...instance("at", { pool_utilization: 0.8, pool_evictions_total: perMinute(2) }),
      ...instance("few", { pool_utilization: 0.9, pool_evictions_total: perMinute(0.8) }),
      ...instance("over", {
        pool_utilization: stepAt(20, 0.81, 0.5),
        pool_evictions_total: perMinute(1.3),
      }),
      ...instance("one", { pool_utilization: stepAt(20, 0.9, 0.5), pool_creating: 1 }),
      ...instance("queued", {
        pool_utilization: stepAt(20, 0.9, 0.5),
        pool_ephemeral_queue_depth: 1,
      }),
      ...instance("creating", { pool_utilization: 0.9, pool_creating: stepAt(20, 2, 0) }),
      ...instance("queue", { pool_utilization: 0.9, pool_ephemeral_queue_depth: stepAt(20, 2, 0) }),
    },
    firing: { "9m": [], "15m": HIGH, "24m": HIGH, "27m": HIGH.slice(3), "28m": [] },
  },
  {
    name: "BuntimePoolThrashing fires if over a tenth of the requests evict a worker, BuntimePoolExhausted if over a quarter do and the pool is full",
    minutes: 33,
    series: {
      ...instance("tenth", { ...evicting(10, 100), ...FULL }),
      ...instance("over", { ...evicting(11, 100), ...BUSY }),
      ...instance("quarter", { ...evicting(25, 100), ...BUSY }),
      ...instance("worst", { ...evicting(26, 100), ...BUSY, pool_active: 8, pool_creating: 2 }),
      ...instance("room", { ...evicting(26, 100), ...BUSY, pool_active: 9 }),
      ...instance("unsized", { ...evicting(26, 100), ...FULL, pool_size: 0, pool_utilization: 0 }),
      // A third of its requests evict a worker: 17.5 in 5 minutes.
      ...instance("some", { ...evicting(3.5, 10), ...BUSY }),
      // Half of them, but that is 12.5.
      ...instance("rare", { ...evicting(2.5, 5), ...BUSY }),
    },
    firing: {
      "4m": [],
      "8m": ["BuntimePoolExhausted worst"],
      "15m": THRASHING,
      "24m": THRASHING,
      "27m": THRASHING.slice(2),
      "29m": THRASHING.slice(6),
      "32m": [],
    },
  },
  {
    name: "BuntimeNoWorkers fires if a pool had workers, has none now, and most requests get none",
    minutes: 75,
    series: {
      ...instance("lost", {
        ...noWorkersFrom(10),
        pool_requests_total: perMinute(6),
        apps_requests_total: (minute) => 6 * Math.min(minute, 10),
      }),
      // Each failing start is a worker that is being created.
      ...instance("starting", {
        ...noWorkersFrom(10),
        pool_creating: stepAt(10, 0, 1),
        pool_total: stepAt(10, 2, 1),
        pool_requests_total: perMinute(6),
        apps_requests_total: (minute) => 6 * Math.min(minute, 10),
      }),
      // Its persistent app has ended; the requests are for an app with a ttl of 0, which serves them.
      ...instance("ephemeral", {
        ...noWorkersFrom(10),
        pool_requests_total: perMinute(6),
        apps_requests_total: perMinute(6),
      }),
      // A new app's first request is served by a worker that has ended since.
      ...instance("deployed", {
        ...noWorkersFrom(10),
        pool_requests_total: onceAt(1, 2, 40),
        apps_requests_total: onceAt(1, 2, 40),
      }),
      ...instance("never", {
        pool_size: 10,
        pool_total: 0,
        pool_creating: 0,
        pool_requests_total: perMinute(6),
        apps_requests_total: 0,
      }),
      ...instance("rest", {
        ...noWorkersFrom(10),
        pool_requests_total: (minute) => 6 * Math.min(minute, 10),
        apps_requests_total: (minute) => 6 * Math.min(minute, 10),
      }),
      // Of ten requests a minute, six get no worker; five; and four.
      ...instance("most", { ...noWorkersFrom(10), ...served(10, 4) }),
      ...instance("half", { ...noWorkersFrom(10), ...served(10, 5) }),
      ...instance("fewer", { ...noWorkersFrom(10), ...served(10, 6) }),
      ...instance("held", { ...noWorkersFrom(10), ...served(10, 0), pool_total: 2 }),
    },
    firing: { "14m": [], "20m": NONE, "68m": NONE, "73m": [] },
  },
  {
    name: "the queue is filling above 80 % of its limit for 3 minutes, and full from 95 % for a minute",
    minutes: 20,
    series: {
      ...instance("at", queue(80)),
      ...instance("filling", queue(81)),
      ...instance("full", queue(95)),
      ...instance("unlimited", { ...queue(5), pool_ephemeral_queue_limit: 0 }),
      ...instance(
        "brief",
        queue((minute) => (minute === 5 ? 100 : 0)),
      ),
      ...instance("emptied", queue(stepAt(8, 100, 0))),
    },
    firing: {
      "45s": [],
      "1m30s": ["BuntimeEphemeralQueueFull full", "BuntimeEphemeralQueueFull emptied"],
      "5m": FILLING.concat(
        "BuntimeEphemeralQueueFilling emptied",
        "BuntimeEphemeralQueueFull emptied",
      ),
      "12m": FILLING.concat(
        "BuntimeEphemeralQueueFilling emptied",
        "BuntimeEphemeralQueueFull emptied",
      ),
      "15m": FILLING,
    },
  },
];
