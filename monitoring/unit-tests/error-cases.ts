import type { AlertCase } from "./alert-case.ts";
import { apps, type Course, onceAt, perMinute } from "./series.ts";

/** Requests and errors a minute of an app, and both as functions of the minute. */
const rates = (requests: Course, errors: Course) => ({
  app_requests_total: typeof requests === "number" ? perMinute(requests) : requests,
  app_errors_total: typeof errors === "number" ? perMinute(errors) : errors,
});

/** Those with few errors first. */
const BURNING = [
  "BuntimeErrorBudgetBurnFast app=few@1.0.0",
  "BuntimeErrorBudgetBurnFast app=enough@1.0.0",
  "BuntimeErrorBudgetBurnFast app=above@1.0.0",
  "BuntimeErrorBudgetBurnFast app=at@1.0.0",
  "BuntimeErrorBudgetBurnFast app=over@1.0.0",
  "BuntimeErrorBudgetBurnFast app=mixed@1.0.0",
];

const FAILING = ["BuntimeAppErrors app=over@1.0.0", "BuntimeAppErrors app=enough@1.0.0"];

const BURNED = [
  "BuntimeErrorBudgetBurnFast app=four@1.0.0",
  "BuntimeErrorBudgetBurnSlow app=four@1.0.0",
  "BuntimeErrorBudgetBurnSlow app=eight@1.0.0",
  "BuntimeErrorBudgetBurnSlow app=one@1.0.0",
];

/** The same after two hours. */
const LATER = BURNED.concat(
  "BuntimeErrorBudgetBurnFast app=steady@1.0.0",
  "BuntimeErrorBudgetBurnSlow app=steady@1.0.0",
  "BuntimeErrorBudgetBurnSlow app=rare@1.0.0",
);

/** And after six. */
const LAST = LATER.concat(
  "BuntimeErrorBudgetBurnFast app=late@1.0.0",
  "BuntimeErrorBudgetBurnSlow app=ten@1.0.0",
);

const every = (minutes: number, times: number) =>
  Array.from({ length: times }, (_, i) => (i + 1) * minutes);

/** The minutes that have passed between two. */
const within = (from: number, to: number, minute: number): number =>
  Math.min(Math.max(minute - from, 0), to - from);

/** A counter whose series begins at a minute. */
const since = (first: number, course: Course): Course => {
  return (minute) =>
    minute < first ? undefined : typeof course === "number" ? course : course(minute);
};

/** The cases of requests that fail. */
export const ERROR_CASES: readonly AlertCase[] = [
  {
    name: "BuntimeAppErrors fires if more than 5 % of at least 20 requests fail in 5 minutes, over all instances",
    minutes: 12,
    series: {
      ...apps("a", {
        "at@1.0.0": rates(100, 5),
        "over@1.0.0": rates(100, 6),
        // 3 % of all: too little, whatever its worse instance says.
        "mixed@1.0.0": rates(10, 3),
        "few@1.0.0": rates(3.8, 1),
        "enough@1.0.0": rates(5, 1),
        "below@1.0.0": rates(1_000, 12),
        "above@1.0.0": rates(1_000, 18),
      }),
      ...apps("b", { "mixed@1.0.0": rates(90, 0) }),
    },
    firing: {
      "2m": [],
      "10m30s": BURNING.slice(2).concat(FAILING),
      "12m": BURNING.concat(FAILING),
    },
  },
  {
    name: "BuntimeAppErrors fires if all of a few requests fail, but not if some do",
    minutes: 60,
    series: apps("a", {
      "all@1.0.0": rates(onceAt(5, 14, 23), onceAt(5, 14, 23)),
      "two@1.0.0": rates(onceAt(5, 14), onceAt(5, 14)),
      "some@1.0.0": rates(onceAt(5, 9, 14, 23), onceAt(5, 14, 23)),
      "idle@1.0.0": rates(0, 0),
    }),
    firing: { "22m": [], "27m": [], "32m": ["BuntimeAppErrors app=all@1.0.0"], "60m": [] },
  },
  {
    name: "BuntimeAppErrors counts the requests that an app's series begin with",
    minutes: 40,
    series: apps("a", {
      "first@1.0.0": rates(since(5, onceAt(5, 8, 11)), since(5, onceAt(5, 8, 11))),
      "all@1.0.0": rates(since(5, 3), since(5, 3)),
      "two@1.0.0": rates(since(5, 2), since(5, 2)),
      "some@1.0.0": rates(since(5, 4), since(5, 3)),
    }),
    firing: {
      "9m": [],
      "13m": ["BuntimeAppErrors app=all@1.0.0"],
      "18m": ["BuntimeAppErrors app=all@1.0.0", "BuntimeAppErrors app=first@1.0.0"],
    },
  },
  {
    name: "4 % errors burn the budget fast, 1 % slowly",
    minutes: 385,
    intervals: [15],
    series: apps("a", {
      "four@1.0.0": rates(100, 4),
      "one@1.0.0": rates(100, 1),
      "within@1.0.0": rates(1_000, 6),
      "eight@1.0.0": rates(1_000, 8),
      // 2 % from minute 280 on: in six hours 0.5 %.
      "late@1.0.0": rates(100, (minute) => 2 * Math.max(0, minute - 280)),
      // Twelve errors an hour, seven, and twelve in six hours.
      "steady@1.0.0": rates(perMinute(1), onceAt(...every(5, 77))),
      "rare@1.0.0": rates(perMinute(1), onceAt(...every(8, 48))),
      "ten@1.0.0": rates(onceAt(...every(10, 38)), onceAt(...every(30, 12))),
      // A quarter fails, but that is nine requests.
      "nine@1.0.0": rates(onceAt(...every(10, 36)), onceAt(...every(40, 9))),
    }),
    firing: {
      "5m": BURNED.slice(0, 1),
      "15m": BURNED.slice(0, 1),
      "20m": BURNED.slice(0, 3),
      "40m": BURNED,
      "120m": LATER,
      "360m": LAST,
      "380m": LAST,
    },
  },
  {
    // 0.5 % of the requests fail, from minute 60 on 30.5 %, from 70 on 1.2 %, and from 88 on 0.5 % again.
    name: "a short burst of errors fires fast, and stops firing soon after its end",
    minutes: 120,
    series: apps("a", {
      "x@1.0.0": rates(
        perMinute(100),
        (minute) => 0.5 * minute + 30 * within(60, 70, minute) + 0.7 * within(70, 88, minute),
      ),
    }),
    firing: {
      "60m": [],
      "63m30s": [],
      "65m30s": ["BuntimeErrorBudgetBurnFast app=x@1.0.0"],
      "72m": ["BuntimeAppErrors app=x@1.0.0", "BuntimeErrorBudgetBurnFast app=x@1.0.0"],
      "80m": ["BuntimeErrorBudgetBurnFast app=x@1.0.0", "BuntimeErrorBudgetBurnSlow app=x@1.0.0"],
      "90m": ["BuntimeErrorBudgetBurnSlow app=x@1.0.0"],
      "118m": [],
    },
  },
  {
    name: "a long history of requests does not hide new errors",
    minutes: 20,
    // 10,000 requests and 1,000 errors of history; a worker is lost every two minutes.
    series: apps("a", {
      "x@1.0.0": rates(
        (minute) => 10_000 + 60 * minute,
        (minute) => 1_000 + 6 * minute,
      ),
    }),
    firing: { "12m": ["BuntimeAppErrors app=x@1.0.0", "BuntimeErrorBudgetBurnFast app=x@1.0.0"] },
    expressions: {
      "sum(increase(buntime_app_requests_total[10m]))": { at: "20m", samples: { "{}": 600 } },
    },
  },
];
