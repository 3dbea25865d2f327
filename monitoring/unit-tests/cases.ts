import { SETTINGS } from "../settings.ts";
import { type Course, type InputSeries, onceAt, perMinute, series, stepAt } from "./series.ts";

/** A history, and which alerts are firing at what time of it, with scrapes of 15 s and of 60 s. */
export interface AlertCase {
  name: string;
  /** How long the history is. */
  minutes: number;
  /** Seconds between two scrapes. Default: once with 15, once with 60. */
  intervals?: readonly number[];
  series: InputSeries;
  /** All alerts that are firing, by time: the name, then the instance, then further labels. */
  firing: Record<string, string[]>;
  /** Further expressions with the samples that they must return. */
  expressions?: Record<string, { at: string; samples: Record<string, number> }>;
}

/** A target that is up in every case, so that `BuntimeAbsent` stays out of those that are not about it. */
export const WATCHED_TARGET = `up{instance="watched", job="${SETTINGS.job}"}`;

/** A pool of 10 in which everything is active. */
const FULL = {
  pool_size: 10,
  pool_active: 10,
  pool_total: 10,
  pool_creating: 0,
  pool_utilization: 1,
};

const instance = (name: string, courses: Record<string, Course>) =>
  series({ instance: name }, courses);

const app = (name: string, key: string, courses: Record<string, Course>) =>
  series({ instance: name, app: key }, courses);

/** A target of an environment. */
const target = (environment: string, name: string, up: Course) =>
  series({ environment, instance: name }, { up });

/** Evictions and requests a minute. */
const evicting = (evictions: number, requests: number) => ({
  pool_evictions_total: perMinute(evictions),
  pool_requests_total: perMinute(requests),
});

/** A pool that has two workers until a minute, and none after it. */
const noWorkersFrom = (minute: number) => ({
  pool_size: 10,
  pool_active: stepAt(minute, 2, 0),
  pool_total: stepAt(minute, 2, 0),
  pool_creating: 0,
});

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

/** Requests and errors a minute of an app, and both as functions of the minute. */
const rates = (requests: Course, errors: Course) => ({
  app_requests_total: typeof requests === "number" ? perMinute(requests) : requests,
  app_errors_total: typeof errors === "number" ? perMinute(errors) : errors,
});

/** A process whose start time changes at each of these minutes. */
const restartedAt = (...minutes: number[]) => ({
  process_start_time_seconds: (now: number) => {
    const started = minutes.filter((minute) => minute <= now).at(-1) ?? 0;
    return 1_000 + started * 60;
  },
  uptime_seconds: (now: number) => {
    const started = minutes.filter((minute) => minute <= now).at(-1) ?? 0;
    return (now - started) * 60;
  },
});

const DOWN = [
  "BuntimeTargetDown a environment=half",
  "BuntimeTargetDown a environment=most",
  "BuntimeTargetDown b environment=most",
  "BuntimeMostTargetsDown environment=most",
];

const SICK = "BuntimeScrapeErrors sick cause=getMetrics";

const feed = (clients: Course, dropped: Course) => ({
  metrics_feed_clients: clients,
  metrics_feed_dropped_clients: dropped,
  metrics_feed_max_clients: 10_000,
});

const BURNING = [
  "BuntimeErrorBudgetBurnFast app=at@1.0.0",
  "BuntimeErrorBudgetBurnFast app=over@1.0.0",
  "BuntimeErrorBudgetBurnFast app=mixed@1.0.0",
  "BuntimeErrorBudgetBurnFast app=few@1.0.0",
];

const BURNED = [
  "BuntimeErrorBudgetBurnFast app=four@1.0.0",
  "BuntimeErrorBudgetBurnSlow app=four@1.0.0",
  "BuntimeErrorBudgetBurnSlow app=one@1.0.0",
];

const every = (minutes: number, times: number) =>
  Array.from({ length: times }, (_, i) => (i + 1) * minutes);

/** The cases of the pool and its queue. */
const POOL: AlertCase[] = [
  {
    name: "a pool at rest fires nothing, however full it is and whether or not its size is known",
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
    name: "BuntimeHighUtilization is for over 80 % with five evictions in 5 minutes, creation or a queue behind it",
    minutes: 20,
    series: {
      ...instance("at", { pool_utilization: 0.8, pool_evictions_total: perMinute(2) }),
      ...instance("few", { pool_utilization: 0.9, pool_evictions_total: perMinute(0.8) }),
      ...instance("over", {
        pool_utilization: stepAt(15, 0.81, 0.5),
        pool_evictions_total: perMinute(2),
      }),
      ...instance("creating", { pool_utilization: stepAt(15, 0.9, 0.5), pool_creating: 1 }),
      ...instance("queue", {
        pool_utilization: stepAt(15, 0.9, 0.5),
        pool_ephemeral_queue_depth: 3,
      }),
    },
    firing: {
      "9m": [],
      "13m": [
        "BuntimeHighUtilization over",
        "BuntimeHighUtilization creating",
        "BuntimeHighUtilization queue",
      ],
      "19m": [
        "BuntimeHighUtilization over",
        "BuntimeHighUtilization creating",
        "BuntimeHighUtilization queue",
      ],
    },
  },
  {
    name: "BuntimePoolThrashing is for over a tenth of the requests, BuntimePoolExhausted for over a quarter on a full pool",
    minutes: 30,
    series: {
      ...instance("tenth", { ...evicting(10, 100), ...FULL }),
      ...instance("over", { ...evicting(11, 100), ...FULL, pool_utilization: 0.5 }),
      ...instance("quarter", {
        ...evicting(25, 100),
        ...FULL,
        pool_active: 10,
        pool_utilization: 0.5,
      }),
      ...instance("worst", {
        ...evicting(26, 100),
        ...FULL,
        pool_active: 8,
        pool_creating: 2,
        pool_utilization: 0.5,
      }),
      ...instance("room", { ...evicting(26, 100), ...FULL, pool_active: 9, pool_utilization: 0.5 }),
      ...instance("unsized", { ...evicting(26, 100), ...FULL, pool_size: 0, pool_utilization: 0 }),
      // Half of its requests evict a worker, but there are only ten of them in 5 minutes.
      ...instance("rare", { ...evicting(1, 2), ...FULL, pool_utilization: 0.5 }),
    },
    firing: {
      "4m": [],
      "15m": [
        "BuntimeHighUtilization tenth",
        "BuntimePoolThrashing over",
        "BuntimePoolThrashing quarter",
        "BuntimePoolThrashing worst",
        "BuntimePoolExhausted worst",
        "BuntimePoolThrashing room",
        "BuntimePoolThrashing unsized",
      ],
    },
  },
  {
    name: "BuntimeNoWorkers is for a pool that had workers and now leaves most requests without one",
    minutes: 45,
    series: {
      ...instance("lost", { ...noWorkersFrom(10), pool_requests_total: perMinute(6) }),
      ...app("lost", "x@1.0.0", { app_requests_total: (minute) => 6 * Math.min(minute, 10) }),
      // Each failing start is a worker that is being created.
      ...instance("starting", {
        ...noWorkersFrom(10),
        pool_creating: stepAt(10, 0, 1),
        pool_total: stepAt(10, 2, 1),
        pool_requests_total: perMinute(6),
      }),
      ...app("starting", "x@1.0.0", { app_requests_total: (minute) => 6 * Math.min(minute, 10) }),
      // Its persistent app has ended; the requests are for an app with a ttl of 0, which serves them.
      ...instance("ephemeral", { ...noWorkersFrom(10), pool_requests_total: perMinute(6) }),
      ...app("ephemeral", "lambda@1.0.0", { app_requests_total: perMinute(6) }),
      // A new app's first request has no sample before it to grow from.
      ...instance("deployed", { ...noWorkersFrom(10), pool_requests_total: onceAt(1, 2, 40) }),
      ...app("deployed", "x@1.0.0", { app_requests_total: onceAt(1, 2) }),
      ...app("deployed", "new@1.0.0", { app_requests_total: stepAt(40, undefined, 1) }),
      ...instance("never", {
        pool_size: 10,
        pool_total: 0,
        pool_creating: 0,
        pool_requests_total: perMinute(6),
      }),
      ...instance("rest", {
        ...noWorkersFrom(10),
        pool_requests_total: (minute) => 6 * Math.min(minute, 10),
      }),
    },
    firing: {
      "14m": [],
      "20m": ["BuntimeNoWorkers lost", "BuntimeNoWorkers starting"],
      "45m": ["BuntimeNoWorkers lost", "BuntimeNoWorkers starting"],
    },
  },
  {
    name: "the queue is filling over 80 % of its limit for 3 minutes, and full from 95 % for a minute",
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
      "2m": ["BuntimeEphemeralQueueFull full", "BuntimeEphemeralQueueFull emptied"],
      "6m": FILLING.concat(
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

/** The cases of processes, targets and the plugin. */
const PROCESSES: AlertCase[] = [
  {
    name: "BuntimeRestart is for a changed start time, where the documented expression is for every process",
    minutes: 25,
    series: {
      ...instance("healthy", restartedAt()),
      ...instance("restarted", restartedAt(10)),
      'process_start_time_seconds{instance="other", job="prometheus"}': stepAt(10, 1, 2),
    },
    firing: { "9m": [], "11m": ["BuntimeRestart restarted"], "16m": [] },
    expressions: {
      "count by (instance) (changes(buntime_uptime_seconds[5m]) > 0)": {
        at: "20m",
        samples: { '{instance="healthy"}': 1, '{instance="restarted"}': 1 },
      },
    },
  },
  {
    name: "BuntimeRestartLoop is for more than three restarts in 30 minutes",
    minutes: 60,
    series: {
      ...instance("three", restartedAt(3, 12, 21)),
      ...instance("four", restartedAt(3, 10, 17, 24)),
      // Every three minutes, and down for one of them.
      ...instance("loop", {
        ...restartedAt(3, 6, 9, 12, 15),
        up: (minute) => Number(minute > 15 || minute % 3 !== 2),
      }),
    },
    firing: {
      "11m": ["BuntimeRestart four", "BuntimeRestart loop"],
      "27m": ["BuntimeRestart four", "BuntimeRestartLoop four", "BuntimeRestartLoop loop"],
      "55m": [],
    },
  },
  {
    name: "a target that is down is a warning; more than half of an environment's targets are critical",
    minutes: 30,
    series: {
      ...target("half", "a", 0),
      ...target("half", "b", 1),
      ...target("most", "a", 0),
      ...target("most", "b", 0),
      ...target("most", "c", 1),
      ...target("single", "a", stepAt(10, 1, 0)),
      ...target("brief", "a", (minute) => Number(minute < 4 || minute > 6)),
      'up{instance="a", job="node"}': 0,
    },
    firing: {
      "2m": [],
      "8m": DOWN,
      "20m": DOWN.concat(
        "BuntimeTargetDown a environment=single",
        "BuntimeMostTargetsDown environment=single",
      ),
    },
  },
  {
    name: "BuntimeAbsent is for an environment that had targets an hour ago and has none",
    minutes: 130,
    series: {
      ...target("gone", "a", stepAt(30, 1, undefined)),
      ...target("left", "a", 1),
      ...target("shrunk", "a", 1),
      ...target("shrunk", "b", stepAt(30, 1, undefined)),
    },
    firing: {
      "60m": [],
      "70m": ["BuntimeAbsent environment=gone"],
      "89m": ["BuntimeAbsent environment=gone"],
      "97m": [],
    },
  },
  {
    name: "BuntimeAbsent is for a job that has no target at all",
    minutes: 20,
    series: { [WATCHED_TARGET]: (minute: number) => (minute === 0 ? 1 : undefined) },
    firing: { "4m": [], "10m": ["BuntimeAbsent"] },
  },
  {
    name: "BuntimeScrapeErrors is for a part that fails over ten minutes, not for one failure now and then",
    minutes: 40,
    series: {
      ...series(
        { instance: "sick", cause: "getMetrics" },
        { metrics_scrape_errors_total: perMinute(1) },
      ),
      ...series({ instance: "well", cause: "getMetrics" }, { metrics_scrape_errors_total: 3 }),
      ...series(
        { instance: "rare", cause: "getMetrics" },
        { metrics_scrape_errors_total: onceAt(5, 15, 25) },
      ),
    },
    firing: { "9m": [], "14m": [SICK], "40m": [SICK] },
  },
  {
    name: "BuntimeFeedNearlyFull is for over 80 % of the places, those of dropped clients included",
    minutes: 20,
    series: {
      ...instance("at", feed(7_000, 1_000)),
      ...instance("over", feed(7_000, 1_001)),
      ...instance(
        "brief",
        feed((minute) => (minute > 2 && minute < 6 ? 10_000 : 1), 0),
      ),
    },
    firing: {
      "4m": [],
      "8m": ["BuntimeFeedNearlyFull over"],
      "20m": ["BuntimeFeedNearlyFull over"],
    },
  },
];

/** The cases of workers that fail or are lost. */
const WORKERS: AlertCase[] = [
  {
    name: "one crash fires nothing, two neither, three in ten minutes are a crash loop and not workers that fail, too",
    minutes: 40,
    series: {
      ...app("a", "one@1.0.0", { app_worker_failures_total: onceAt(5), app_requests_total: 60 }),
      ...app("b", "two@1.0.0", { app_worker_failures_total: onceAt(5, 9), app_requests_total: 60 }),
      ...app("c", "three@1.0.0", {
        app_worker_failures_total: onceAt(5, 8, 11),
        app_requests_total: 60,
      }),
      // Three in the hour, no three in ten minutes.
      ...app("d", "slow@1.0.0", {
        app_worker_failures_total: onceAt(5, 16, 27),
        app_requests_total: 60,
      }),
      ...app("e", "x@1.0.0", { app_worker_failures_total: onceAt(5) }),
      ...app("e", "y@1.0.0", { app_worker_failures_total: onceAt(6) }),
      ...app("e", "z@1.0.0", { app_worker_failures_total: onceAt(7) }),
    },
    firing: {
      "6m": [],
      "12m15s": ["BuntimeAppCrashLoop c app=three@1.0.0", "BuntimeWorkersFailed e"],
      "18m": ["BuntimeAppCrashLoop c app=three@1.0.0", "BuntimeWorkersFailed e"],
      "35m": ["BuntimeWorkersFailed d", "BuntimeWorkersFailed e"],
    },
  },
  {
    name: "an app that fails at every start raises an alert although none of its requests is counted",
    minutes: 20,
    series: {
      ...app("a", "broken@1.0.0", {
        app_worker_failures_total: perMinute(1),
        app_requests_total: 0,
        app_errors_total: 0,
      }),
    },
    firing: {
      "2m": [],
      "5m": ["BuntimeAppCrashLoop a app=broken@1.0.0"],
    },
  },
  {
    name: "two crashes between the first two samples of an app are no crash loop",
    minutes: 10,
    series: {
      ...app("a", "new@1.0.0", {
        app_worker_failures_total: (now) => (now < 5 ? undefined : now < 5.2 ? 0 : 2),
      }),
    },
    firing: { "5m30s": [], "6m30s": [], "7m30s": [] },
  },
  {
    name: "what (other) takes over of a forgotten app wakes nobody",
    minutes: 40,
    series: {
      ...app("a", "(other)", {
        app_worker_failures_total: stepAt(10, 0, 6),
        app_requests_total: stepAt(10, 5, 10_005),
        app_errors_total: stepAt(10, 0, 600),
      }),
    },
    firing: {
      "12m30s": ["BuntimeWorkersFailed a"],
      "30m": ["BuntimeErrorBudgetBurnSlow app=(other)", "BuntimeWorkersFailed a"],
    },
  },
];

/** The cases of requests that fail. */
const ERRORS: AlertCase[] = [
  {
    name: "BuntimeAppErrors is for over 5 % of 20 requests in 5 minutes, over all instances",
    minutes: 12,
    series: {
      ...app("a", "at@1.0.0", rates(100, 5)),
      ...app("a", "over@1.0.0", rates(100, 6)),
      // 3 % of all: too little, whatever its worse instance says.
      ...app("a", "mixed@1.0.0", rates(10, 3)),
      ...app("b", "mixed@1.0.0", rates(90, 0)),
      ...app("a", "few@1.0.0", rates(3.8, 1)),
    },
    firing: {
      "2m": [],
      "12m": BURNING.concat("BuntimeAppErrors app=over@1.0.0"),
    },
  },
  {
    name: "a few requests raise an alert if all of them fail, but not if some do",
    minutes: 60,
    series: {
      ...app("a", "all@1.0.0", rates(onceAt(5, 14, 23), onceAt(5, 14, 23))),
      ...app("a", "two@1.0.0", rates(onceAt(5, 14), onceAt(5, 14))),
      ...app("a", "some@1.0.0", rates(onceAt(5, 9, 14, 23), onceAt(5, 14, 23))),
      ...app("a", "idle@1.0.0", rates(0, 0)),
    },
    firing: { "22m": [], "32m": ["BuntimeAppErrors app=all@1.0.0"], "60m": [] },
  },
  {
    name: "six hours: 4 % errors burn the budget fast and 1 % slowly; more lost workers than the pool can hold raise an alert",
    minutes: 385,
    intervals: [15],
    series: {
      ...app("a", "four@1.0.0", rates(100, 4)),
      ...app("a", "one@1.0.0", rates(100, 1)),
      ...app("a", "within@1.0.0", rates(1_000, 6)),
      ...instance("at", { pool_size: 10, pool_workers_unaccounted: stepAt(5, 7, 17) }),
      ...instance("over", { pool_size: 10, pool_workers_unaccounted: stepAt(5, 7, 18) }),
      ...instance("unsized", { pool_size: 0, pool_workers_unaccounted: stepAt(5, 7, 18) }),
      // A quarter fails, but that is nine requests.
      ...app("a", "nine@1.0.0", rates(onceAt(...every(10, 36)), onceAt(...every(40, 9)))),
    },
    firing: {
      "5m": ["BuntimeErrorBudgetBurnFast app=four@1.0.0"],
      "40m": BURNED.concat("BuntimeWorkersLost over"),
      "360m": BURNED.concat("BuntimeWorkersLost over"),
      "380m": BURNED,
    },
  },
  {
    name: "a storm of errors fires fast and ends soon after its end",
    minutes: 120,
    series: {
      ...app(
        "a",
        "x@1.0.0",
        rates(perMinute(100), (minute) => 30 * Math.min(Math.max(minute - 60, 0), 10)),
      ),
    },
    firing: {
      "60m": [],
      "72m": ["BuntimeAppErrors app=x@1.0.0", "BuntimeErrorBudgetBurnFast app=x@1.0.0"],
      "80m": ["BuntimeErrorBudgetBurnFast app=x@1.0.0", "BuntimeErrorBudgetBurnSlow app=x@1.0.0"],
      "90m": ["BuntimeErrorBudgetBurnSlow app=x@1.0.0"],
    },
  },
  {
    name: "a worker that is lost with its counts does not hide the errors: the counters go on from where they were",
    minutes: 20,
    series: {
      // 10,000 requests and 1,000 errors of history; a worker is lost every two minutes.
      ...app(
        "a",
        "x@1.0.0",
        rates(
          (minute) => 10_000 + 60 * minute,
          (minute) => 1_000 + 6 * minute,
        ),
      ),
    },
    firing: { "12m": ["BuntimeAppErrors app=x@1.0.0", "BuntimeErrorBudgetBurnFast app=x@1.0.0"] },
    expressions: {
      "sum(increase(buntime_app_requests_total[10m]))": { at: "20m", samples: { "{}": 600 } },
    },
  },
];

export const CASES: readonly AlertCase[] = [...POOL, ...PROCESSES, ...WORKERS, ...ERRORS];
