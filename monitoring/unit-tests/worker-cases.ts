import type { AlertCase } from "./alert-case.ts";
import { apps, type Course, instance, onceAt, perMinute, stepAt } from "./series.ts";

/** An app whose workers fail so. */
const failing = (failures: Course) => ({ app_worker_failures_total: failures });

const FAILED = ["d", "e", "g"].map((name) => `BuntimeWorkersFailed ${name}`);

/** The same, where the first scrape that has the app has its first failure as well. */
const bornFailing = (...minutes: number[]) => {
  const count = onceAt(...minutes) as (minute: number) => number;
  return failing((minute) => count(minute) || undefined);
};

/** Three workers that fail one after the other, each the first of its app. */
const THREE_NEW = {
  "x@1.0.0": bornFailing(5),
  "y@1.0.0": bornFailing(9),
  "z@1.0.0": bornFailing(13),
};

/** A course that begins at a minute. */
const since = (first: number, value: number): Course => stepAt(first, undefined, value);

/** Each app's first worker has failed before the first scrape, at minute 5. */
const THREE_AT_ONCE = {
  "x@1.0.0": failing(since(5, 1)),
  "y@1.0.0": failing(since(5, 1)),
  "z@1.0.0": failing(since(5, 1)),
};

const AT_ONCE = { apps_worker_failures_total: since(5, 3) };

/** Of a process that is scraped from minute 5 on and began at another. */
const uptime = (began: number): Course => {
  return (minute) => (minute < 5 ? undefined : (minute - began) * 60);
};

/** What it counts of the process that began at a minute, after another that had counted so many. */
const restarted = (minute: number, before: number, after: Course): Course => {
  return (now) => (now < minute ? before : typeof after === "number" ? after : after(now));
};

/** The cases of workers that fail. */
export const WORKER_CASES: readonly AlertCase[] = [
  {
    name: "one or two crashes fire nothing; three in ten minutes are a crash loop, which BuntimeWorkersFailed leaves out",
    minutes: 80,
    series: {
      ...apps("a", { "one@1.0.0": failing(onceAt(5)) }),
      ...apps("b", { "two@1.0.0": failing(onceAt(5, 9)) }),
      ...apps("c", { "three@1.0.0": failing(onceAt(5, 8, 11)) }),
      // Three in the hour, no three in ten minutes.
      ...apps("d", { "slow@1.0.0": failing(onceAt(5, 16, 27)) }),
      ...apps("e", {
        "x@1.0.0": failing(onceAt(5)),
        "y@1.0.0": failing(onceAt(6)),
        "z@1.0.0": failing(onceAt(7)),
      }),
      // Beside its crash loop, two others fail.
      ...apps("f", {
        "three@1.0.0": failing(onceAt(5, 8, 11)),
        "two@1.0.0": failing(onceAt(20, 35)),
      }),
      // Two in ten minutes are no loop.
      ...apps("g", { "two@1.0.0": failing(onceAt(5, 8)), "one@1.0.0": failing(onceAt(20)) }),
    },
    firing: {
      "8m30s": [],
      "10m": ["BuntimeWorkersFailed e"],
      "12m30s": [
        "BuntimeAppCrashLoop c app=three@1.0.0",
        "BuntimeAppCrashLoop f app=three@1.0.0",
        "BuntimeWorkersFailed e",
      ],
      "18m": [
        "BuntimeAppCrashLoop c app=three@1.0.0",
        "BuntimeAppCrashLoop f app=three@1.0.0",
        "BuntimeWorkersFailed e",
      ],
      "35m": FAILED,
      "50m": FAILED,
      "62m": FAILED,
      "70m": [],
    },
  },
  {
    name: "an app that fails at every start is a crash loop, although none of its requests is counted",
    minutes: 20,
    series: apps("a", {
      "broken@1.0.0": {
        app_worker_failures_total: perMinute(1),
        app_requests_total: 0,
        app_errors_total: 0,
      },
    }),
    firing: {
      "2m": [],
      "5m": ["BuntimeAppCrashLoop a app=broken@1.0.0"],
    },
  },
  {
    name: "failures that an app's series begins with are counted",
    minutes: 40,
    series: {
      ...apps("a", { "loop@1.0.0": bornFailing(5, 8, 11) }),
      ...apps("b", { "two@1.0.0": bornFailing(5, 8) }),
      ...apps("c", THREE_NEW),
      ...apps("d", { "x@1.0.0": bornFailing(5), "y@1.0.0": bornFailing(9) }),
    },
    firing: {
      "10m": [],
      "12m30s": ["BuntimeAppCrashLoop a app=loop@1.0.0"],
      "17m": ["BuntimeAppCrashLoop a app=loop@1.0.0", "BuntimeWorkersFailed c"],
      "40m": ["BuntimeWorkersFailed c"],
    },
  },
  {
    name: "failures from before the first scrape of an instance, or before a series ended, are not counted again",
    minutes: 40,
    series: {
      // Scraped from minute 5 on.
      ...apps(
        "new",
        { "x@1.0.0": failing(stepAt(5, undefined, 50)) },
        { apps_worker_failures_total: stepAt(5, undefined, 50) },
      ),
      // Its label goes to another app.
      ...apps(
        "label",
        { "x@1.0.0": failing(stepAt(10, 50, undefined)) },
        { apps_worker_failures_total: 50 },
      ),
      // Scraped from minute 5 on, and restarted at minute 10, after which the app doesn't run.
      ...apps(
        "restart",
        { "x@1.0.0": failing((minute) => (minute < 5 || minute >= 10 ? undefined : 50)) },
        { apps_worker_failures_total: (minute) => (minute < 5 ? undefined : minute < 10 ? 50 : 0) },
      ),
      // Away for two minutes.
      ...apps(
        "away",
        { "x@1.0.0": failing((minute) => (minute > 10 && minute < 13 ? undefined : 50)) },
        {
          apps_worker_failures_total: (minute) => (minute > 10 && minute < 13 ? undefined : 50),
        },
      ),
    },
    firing: { "6m": [], "10m": [], "12m30s": [], "16m": [], "25m": [], "40m": [] },
  },
  {
    name: "failures of a new process from before its first scrape are counted, those of the process before it are not",
    minutes: 80,
    series: {
      ...apps("new", THREE_AT_ONCE, { ...AT_ONCE, uptime_seconds: uptime(5) }),
      ...apps("old", THREE_AT_ONCE, { ...AT_ONCE, uptime_seconds: uptime(1) }),
      ...apps(
        "loop",
        { "x@1.0.0": failing(since(5, 3)) },
        { ...AT_ONCE, uptime_seconds: uptime(5) },
      ),
      // The app doesn't run in the new process.
      ...apps(
        "gone",
        { "x@1.0.0": failing(stepAt(10, 50, undefined)) },
        {
          apps_worker_failures_total: stepAt(10, 50, 0),
          uptime_seconds: (minute) => (minute < 10 ? 9_000 + minute * 60 : (minute - 10) * 60),
        },
      ),
    },
    firing: {
      "4m": [],
      "9m": ["BuntimeAppCrashLoop loop app=x@1.0.0", "BuntimeWorkersFailed new"],
      "17m": ["BuntimeAppCrashLoop loop app=x@1.0.0", "BuntimeWorkersFailed new"],
      "80m": [],
    },
  },
  {
    name: "after a restart, failures are counted from 0",
    minutes: 40,
    series: {
      ...apps(
        "one",
        { "x@1.0.0": failing(restarted(10, 50, onceAt(15))) },
        { apps_worker_failures_total: restarted(10, 50, onceAt(15)) },
      ),
      ...apps(
        "three",
        { "x@1.0.0": failing(restarted(10, 50, onceAt(12, 13, 14))) },
        { apps_worker_failures_total: restarted(10, 50, onceAt(12, 13, 14)) },
      ),
    },
    firing: { "11m": [], "16m30s": ["BuntimeAppCrashLoop three app=x@1.0.0"], "40m": [] },
  },
  {
    name: "two crashes between the first two samples of an app are no crash loop",
    minutes: 10,
    series: apps("a", {
      "new@1.0.0": failing((now) => (now < 5 ? undefined : now < 5.2 ? 0 : 2)),
    }),
    firing: { "5m30s": [], "6m30s": [], "7m30s": [] },
  },
  {
    name: "the counts that (other) takes over from a forgotten app fire nothing and make no worker busy",
    minutes: 60,
    series: apps(
      "a",
      {
        "(other)": {
          app_worker_failures_total: stepAt(10, 0, 6),
          app_requests_total: stepAt(10, 5, 10_005),
          app_errors_total: stepAt(10, 0, 600),
          app_response_time_seconds_sum: stepAt(10, 1, 9_000),
        },
        "forgotten@1.0.0": {
          app_worker_failures_total: stepAt(10, 6, undefined),
          app_requests_total: stepAt(10, 10_000, undefined),
          app_errors_total: stepAt(10, 600, undefined),
          app_response_time_seconds_sum: stepAt(10, 8_999, undefined),
        },
        "well@1.0.0": { app_requests_total: perMinute(10), app_errors_total: 0 },
      },
      { pool_size: 10 },
    ),
    firing: { "11m": [], "12m30s": [], "30m": [], "60m": [] },
    expressions: {
      "sum(instance:buntime_pool_busy_workers:rate5m)": { at: "12m", samples: { "{}": 0 } },
      'sum(job_app:buntime_app_requests:rate5m{app="(other)"})': {
        at: "12m",
        samples: { "{}": 0 },
      },
    },
  },
  {
    name: "failed workers and requests of the apps in (other) raise alerts",
    minutes: 30,
    series: apps("a", {
      "(other)": {
        app_worker_failures_total: onceAt(12, 15, 18),
        app_requests_total: perMinute(100),
        app_errors_total: perMinute(6),
      },
      "well@1.0.0": { app_requests_total: perMinute(100), app_errors_total: 0 },
    }),
    firing: {
      "1m": [],
      "22m": [
        "BuntimeAppErrors app=(other)",
        "BuntimeErrorBudgetBurnFast app=(other)",
        "BuntimeErrorBudgetBurnSlow app=(other)",
        "BuntimeWorkersFailed a",
      ],
    },
  },
  {
    name: "BuntimeWorkersLost fires for six hours if more workers are lost than the pool can hold",
    minutes: 385,
    intervals: [15],
    series: {
      ...instance("at", { pool_size: 10, pool_workers_unaccounted: stepAt(5, 7, 17) }),
      ...instance("over", { pool_size: 10, pool_workers_unaccounted: stepAt(5, 7, 18) }),
      ...instance("unsized", { pool_size: 0, pool_workers_unaccounted: stepAt(5, 7, 18) }),
    },
    firing: {
      "15m": [],
      "21m": ["BuntimeWorkersLost over"],
      "360m": ["BuntimeWorkersLost over"],
      "380m": [],
    },
  },
];
