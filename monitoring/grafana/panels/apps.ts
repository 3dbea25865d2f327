import { OVERFLOW_APP } from "../../../server/exposition/app-groups.ts";
import { query, rate, series } from "../query.ts";
import { type Graph, graph } from "./graph.ts";

/** How many apps a graph shows: two hundred lines can't be distinguished. */
const TOP = 10;

/** Not (other): its counters jump when it takes over what a forgotten app had counted. */
const LABELLED = `app!="${OVERFLOW_APP}"`;

const byApp = (expression: string) => `sum by (app) (${expression})`;
const rateByApp = (counter: string) => byApp(rate(counter, LABELLED));
const rateOfAll = (counter: string) => `sum(${rate(counter)})`;

/** What the busiest apps do, over the selected instances. */
export function appPanels() {
  return [
    requests(),
    errors(),
    errorRatio(),
    responseTime(),
    cpu(),
    memory(),
    workers(),
    failures(),
    dead(),
    blocked(),
  ];
}

/** A graph of the apps with the highest values, and of all apps together where that is given. */
function top(options: Omit<Graph, "queries">, expression: string, ofAll?: string) {
  const queries = [query("A", `topk(${TOP}, ${expression})`, "{{app}}")];
  if (ofAll !== undefined) queries.push(query("B", ofAll, "all apps"));
  return graph({ ...options, queries });
}

function requests() {
  const options = {
    title: "Top apps by requests",
    description:
      "Requests dispatched to the app's workers. All apps: also those that are summed as (other).",
    unit: "reqps",
  };
  const all = rateOfAll("buntime_apps_requests_total");
  return top(options, rateByApp("buntime_app_requests_total"), all);
}

function errors() {
  const options = {
    title: "Top apps by errors",
    description:
      "Requests that failed in the app's workers. The pool does not count errors of apps with a ttl of 0.",
    unit: "reqps",
  };
  const all = rateOfAll("buntime_apps_errors_total");
  return top(options, rateByApp("buntime_app_errors_total"), all);
}

function errorRatio() {
  const ratio = `${rateByApp("buntime_app_errors_total")} / (${rateByApp("buntime_app_requests_total")} > 0)`;
  const ofAll = `${rateOfAll("buntime_apps_errors_total")} / (${rateOfAll("buntime_apps_requests_total")} > 0)`;
  const options = {
    title: "Top apps by error ratio",
    description: "The share of the app's requests that failed.",
    unit: "percentunit",
  };
  return top(options, ratio, ofAll);
}

function responseTime() {
  const sum = rateByApp("buntime_app_response_time_seconds_sum");
  const count = rateByApp("buntime_app_response_time_seconds_count");
  const sumOfAll = rateOfAll("buntime_apps_response_time_seconds_sum");
  const countOfAll = rateOfAll("buntime_apps_response_time_seconds_count");
  const options = {
    title: "Top apps by mean response time",
    description: "Successful requests only.",
    unit: "s",
  };
  return top(options, `${sum} / (${count} > 0)`, `${sumOfAll} / (${countOfAll} > 0)`);
}

function cpu() {
  const options = {
    title: "Top apps by CPU",
    description: "Cores in use by the app's workers.",
    unit: "short",
  };
  const all = rateOfAll("buntime_apps_cpu_seconds_total");
  return top(options, rateByApp("buntime_app_cpu_seconds_total"), all);
}

function memory() {
  const resident = byApp(series("buntime_app_memory_resident_bytes"));
  const used = byApp(series("buntime_app_memory_heap_used_bytes"));
  return graph({
    title: "Top apps by memory",
    description: "Resident memory of the app's worker heaps, and the part in use.",
    unit: "bytes",
    queries: [
      query("A", `topk(${TOP}, ${resident})`, "{{app}}, resident"),
      query("B", `topk(${TOP}, ${used})`, "{{app}}, in use"),
    ],
  });
}

function workers() {
  const options = {
    title: "Top apps by workers",
    description: "Live workers that the pool holds.",
    unit: "short",
  };
  return top(options, byApp(series("buntime_app_workers", 'state!="terminated"')));
}

function failures() {
  const increase = (selector: string) => `increase(${selector}[$__rate_interval])`;
  const counter = increase(series("buntime_app_worker_failures_total", LABELLED));
  const all = `sum(${increase(series("buntime_apps_worker_failures_total"))})`;
  const options = {
    title: "Failed workers by app",
    description: "Workers that crashed or failed to start, each counted once.",
    unit: "short",
  };
  return top(options, byApp(counter), all);
}

function dead() {
  const options = {
    title: "Dead workers by app",
    description: "Failed to start or crashed, and still held.",
    unit: "short",
  };
  return top(options, byApp(series("buntime_app_workers", 'state="terminated"')));
}

function blocked() {
  const options = {
    title: "Blocked workers by app",
    description: "Workers whose event loop does not respond.",
    unit: "short",
  };
  return top(options, byApp(series("buntime_app_workers_blocked")));
}
