import { plural } from "../plural.ts";

const many = (count: number, one: string, other: string) => plural("en", count, { one, other });

/** The English texts of the Overview page; the other languages have the same shape. */
export default {
  verdict: {
    checked: "Checked: requests, errors, response times, workers, evictions and the queue.",
    checkedEarly:
      "Checked: requests, errors, workers, evictions and the queue. Response times follow within a minute.",
    severity: { critical: "Critical", warning: "Warning", info: "Note" },
  },
  window: {
    title: "Time window",
    minutes: (count: number) => many(count, "# min", "# min"),
    minutesLong: (count: number) => many(count, "# minute", "# minutes"),
    all: "All",
  },
  vitals: {
    lastUpdate: (age: string) => `Last update: ${age}`,
    title: "Now",
    requestRate: { label: "Requests/s", hint: "last minute" },
    errorRate: { label: "Error rate", hint: "last minute" },
    responseMs: { label: "Mean response", hint: "last minute, successful" },
    busy: {
      label: "Busy workers",
      hint: "1-minute mean",
      of: (size: string) => `of ${size} slots, 1-minute mean`,
    },
    fewSlots: "too few slots for the apps in use",
    failed: { label: "Failed", hint: "crashed or failed to start, still held" },
    blocked: { label: "Blocked", hint: "event loop doesn't respond" },
    queue: {
      label: "Queue",
      hint: "requests waiting, ttl 0",
      of: (limit: string) => `limit ${limit}, apps with ttl 0`,
    },
  },
  insight: {
    verdict: {
      ok: "Nothing is wrong",
      unknown: "No current numbers",
      wrong: (count: number) => many(count, "# problem", "# problems"),
      since: (time: string) => `since ${time}`,
      lastSeconds: (count: number) => many(count, "in the last second", "in the last # seconds"),
      lastMinutes: (count: number) => many(count, "in the last minute", "in the last # minutes"),
    },
    facts: {
      failing: (errors: string, requests: number, period: string) =>
        many(
          requests,
          `${errors} of # request failed ${period}`,
          `${errors} of # requests failed ${period}`,
        ),
      crashLoop: (failures: number, period: string) =>
        many(
          failures,
          `crash loop: # worker failed ${period}`,
          `crash loop: # workers failed ${period}`,
        ),
      failed: (workers: number) =>
        many(
          workers,
          "# worker crashed or failed to start",
          "# workers crashed or failed to start",
        ),
      blocked: "a worker's event loop is blocked",
      slow: (mean: string, earlier: string, period: string) =>
        `mean response ${mean} ${period}, up from ${earlier}`,
      exhausted: (evictions: string, requests: number, period: string) =>
        many(
          requests,
          `The pool is exhausted: ${evictions} of # request evicted a worker ${period}`,
          `The pool is exhausted: ${evictions} of # requests evicted a worker ${period}`,
        ),
      thrash: (evictions: string, requests: number, period: string) =>
        many(
          requests,
          `Workers evict each other: ${evictions} of # request evicted one ${period}`,
          `Workers evict each other: ${evictions} of # requests evicted one ${period}`,
        ),
      pressure: (active: string, size: string) =>
        `${active} of ${size} slots are in use, and requests are waiting for workers`,
      noWorkers: (requests: number, period: string) =>
        many(
          requests,
          `There are no workers: # request got none ${period}`,
          `There are no workers: # requests got none ${period}`,
        ),
      queueFull: (depth: string, limit: string) =>
        `The queue for apps with ttl 0 is full and refuses requests: ${depth} of ${limit}`,
      queueFilling: (depth: string, limit: string) =>
        `The queue for apps with ttl 0 is filling up: ${depth} of ${limit}`,
      overCapacity: (total: number, size: string) =>
        many(
          total,
          `Over capacity: # worker in a pool of ${size}`,
          `Over capacity: # workers in a pool of ${size}`,
        ),
      started: (time: string) => `The runtime started at ${time}`,
      restarted: (time: string) => `The runtime restarted at ${time}`,
      restartLoop: (restarts: number, period: string) =>
        many(
          restarts,
          `The runtime restarted # time ${period}`,
          `The runtime restarted # times ${period}`,
        ),
      unreadable: "The worker pool can't be read",
      feedFull: "Too many live feeds are open: this page polls instead",
      polling: "The live feed is silent: this page polls instead",
      instances: (count: number) =>
        many(
          count,
          "Responses come from # instance",
          "Responses come from # instances: the numbers are those of one at a time",
        ),
      clockAhead: (duration: string) => `The server's clock is ${duration} ahead of this device's`,
      clockBehind: (duration: string) => `The server's clock is ${duration} behind this device's`,
    },
  },
};
