import { type AlertCase, WATCHED_TARGET } from "./alert-case.ts";
import { type Course, instance, onceAt, perMinute, series, stepAt } from "./series.ts";

/** A target of an environment. */
const target = (environment: string, name: string, up: Course) =>
  series({ environment, instance: name }, { up });

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

const SICK = ["sick", "often"].map((name) => `BuntimeScrapeErrors ${name} cause=getMetrics`);

const feed = (clients: Course, dropped: Course) => ({
  metrics_feed_clients: clients,
  metrics_feed_dropped_clients: dropped,
  metrics_feed_max_clients: 10_000,
});

/** The cases of processes, targets and the plugin. */
export const PROCESS_CASES: readonly AlertCase[] = [
  {
    name: "BuntimeRestart fires if the start time changes; the documented expression fires for every process",
    minutes: 25,
    series: {
      ...instance("healthy", restartedAt()),
      ...instance("restarted", restartedAt(10)),
      'process_start_time_seconds{instance="other", job="prometheus"}': stepAt(10, 1, 2),
    },
    firing: {
      "9m": [],
      "11m": ["BuntimeRestart restarted"],
      "14m": ["BuntimeRestart restarted"],
      "16m": [],
    },
    expressions: {
      "count by (instance) (changes(buntime_uptime_seconds[5m]) > 0)": {
        at: "20m",
        samples: { '{instance="healthy"}': 1, '{instance="restarted"}': 1 },
      },
    },
  },
  {
    name: "BuntimeRestartLoop fires after more than three restarts in 30 minutes",
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
      "40m": ["BuntimeRestartLoop four", "BuntimeRestartLoop loop"],
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
      "4m": ["BuntimeMostTargetsDown environment=most"],
      "8m": DOWN,
      "20m": DOWN.concat(
        "BuntimeTargetDown a environment=single",
        "BuntimeMostTargetsDown environment=single",
      ),
    },
  },
  {
    name: "BuntimeAbsent fires for an environment that had targets an hour ago and has none",
    minutes: 130,
    series: {
      ...target("gone", "a", stepAt(30, 1, undefined)),
      ...target("left", "a", 1),
      ...target("shrunk", "a", 1),
      ...target("shrunk", "b", stepAt(30, 1, undefined)),
    },
    firing: {
      "64m": [],
      "68m": ["BuntimeAbsent environment=gone"],
      "89m": ["BuntimeAbsent environment=gone"],
      "97m": [],
    },
  },
  {
    name: "BuntimeAbsent for a job without any target is one alert, which keeps its labels",
    minutes: 200,
    series: {
      [WATCHED_TARGET]: stepAt(90, 1, undefined),
      ...target("production", "a", stepAt(90, 1, undefined)),
      ...target("staging", "a", stepAt(70, 1, undefined)),
    },
    firing: {
      "80m": ["BuntimeAbsent environment=staging"],
      "100m": ["BuntimeAbsent"],
      "149m": ["BuntimeAbsent"],
      "151m": ["BuntimeAbsent"],
      "156m": ["BuntimeAbsent"],
      "200m": ["BuntimeAbsent"],
    },
  },
  {
    name: "BuntimeScrapeErrors fires if a part fails for ten minutes, but not for single failures",
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
      ...series(
        { instance: "often", cause: "getMetrics" },
        { metrics_scrape_errors_total: onceAt(1, 5, 9, 13, 17, 21, 25, 29, 33, 37) },
      ),
    },
    firing: { "9m": [], "14m": SICK, "24m": SICK, "40m": SICK },
  },
  {
    name: "BuntimeFeedNearlyFull fires above 80 % of the limit, including dropped clients",
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
