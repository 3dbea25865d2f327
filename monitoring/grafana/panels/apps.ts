import { OVERFLOW_APP } from "../../../server/exposition/app-groups.ts";
import { rate, series } from "../query.ts";
import { type Graph, graph } from "./graph.ts";

/** Excludes (other): its counters jump when it takes over the counts of a forgotten app. */
const LABELLED = `app!="${OVERFLOW_APP}"`;

const byApp = (expression: string) => `sum by (app) (${expression})`;
const rateByApp = (counter: string) => byApp(rate(`buntime_app_${counter}`, LABELLED));
const rateOfAll = (counter: string) => `sum(${rate(`buntime_apps_${counter}`)})`;
const increase = (selector: string) => `increase(${selector}[$__rate_interval])`;

/** One expression for labelled apps, and one for all apps. */
const both = (of: (rateOf: (counter: string) => string) => string) =>
  [of(rateByApp), of(rateOfAll)] as const;

/** The ten apps with the highest values: two hundred lines can't be distinguished. */
const top = (expression: string, legend = "{{app}}") =>
  [`topk(10, ${expression})`, legend] as const;

/** A graph of the apps with the highest values, and of all apps together where that is given. */
function topApps(
  title: string,
  unit: string,
  description: string,
  [expression, ofAll]: readonly [expression: string, ofAll?: string],
): Graph {
  const all = ofAll === undefined ? [] : [[ofAll, "all apps"] as const];
  return { title, unit, description, queries: [top(expression), ...all] };
}

/** What the busiest apps do, over the selected instances. */
const GRAPHS: readonly Graph[] = [
  topApps(
    "Top apps by requests",
    "reqps",
    "Requests dispatched to the app's workers. All apps: including those summed as (other).",
    both((rateOf) => rateOf("requests_total")),
  ),
  topApps(
    "Top apps by errors",
    "reqps",
    "Requests that failed in the app's workers. The pool does not count errors of apps with a ttl of 0.",
    both((rateOf) => rateOf("errors_total")),
  ),
  topApps(
    "Top apps by error ratio",
    "percentunit",
    "The share of the app's requests that failed.",
    both((rateOf) => `${rateOf("errors_total")} / (${rateOf("requests_total")} > 0)`),
  ),
  topApps(
    "Top apps by mean response time",
    "s",
    "Successful requests only.",
    both(
      (rateOf) =>
        `${rateOf("response_time_seconds_sum")} / (${rateOf("response_time_seconds_count")} > 0)`,
    ),
  ),
  topApps(
    "Top apps by CPU",
    "short",
    "Cores in use by the app's workers.",
    both((rateOf) => rateOf("cpu_seconds_total")),
  ),
  {
    title: "Top apps by memory",
    unit: "bytes",
    description: "Resident memory of the app's worker heaps, and the part in use.",
    queries: [
      top(byApp(series("buntime_app_memory_resident_bytes")), "{{app}}, resident"),
      top(byApp(series("buntime_app_memory_heap_used_bytes")), "{{app}}, in use"),
    ],
  },
  topApps("Top apps by workers", "short", "Live workers in the pool.", [
    byApp(series("buntime_app_workers", 'state!="terminated"')),
  ]),
  topApps(
    "Failed workers by app",
    "short",
    "Workers that crashed or failed to start, each counted once.",
    [
      byApp(increase(series("buntime_app_worker_failures_total", LABELLED))),
      `sum(${increase(series("buntime_apps_worker_failures_total"))})`,
    ],
  ),
  topApps("Dead workers by app", "short", "Failed to start or crashed, and still held.", [
    byApp(series("buntime_app_workers", 'state="terminated"')),
  ]),
  topApps("Blocked workers by app", "short", "Workers whose event loop does not respond.", [
    byApp(series("buntime_app_workers_blocked")),
  ]),
];

export const appPanels = () => GRAPHS.map(graph);
