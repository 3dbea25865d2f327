import { query, rate, series } from "../query.ts";
import { type Graph, graph } from "./graph.ts";

/** How many apps a graph shows: two hundred lines can't be told from each other. */
const TOP = 10;

const byApp = (expression: string) => `sum by (app) (${expression})`;

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

/** A graph of the apps with the highest values. */
function top(options: Omit<Graph, "queries">, expression: string) {
  return graph({ ...options, queries: [query("A", `topk(${TOP}, ${expression})`, "{{app}}")] });
}

function requests() {
  const options = {
    title: "Top apps by requests",
    description: "Requests handed to the app's workers.",
    unit: "reqps",
  };
  return top(options, byApp(rate("buntime_app_requests_total")));
}

function errors() {
  const options = {
    title: "Top apps by errors",
    description:
      "Requests that the app's workers failed. The pool does not count errors of apps with a ttl of 0.",
    unit: "reqps",
  };
  return top(options, byApp(rate("buntime_app_errors_total")));
}

function errorRatio() {
  const ratio = `${byApp(rate("buntime_app_errors_total"))} / (${byApp(rate("buntime_app_requests_total"))} > 0)`;
  const options = {
    title: "Top apps by error ratio",
    description: "The share of the app's requests that failed.",
    unit: "percentunit",
  };
  return top(options, ratio);
}

function responseTime() {
  const sum = byApp(rate("buntime_app_response_time_seconds_sum"));
  const count = byApp(rate("buntime_app_response_time_seconds_count"));
  const options = {
    title: "Top apps by mean response time",
    description: "Of the requests that succeeded.",
    unit: "s",
  };
  return top(options, `${sum} / (${count} > 0)`);
}

function cpu() {
  const options = {
    title: "Top apps by CPU",
    description: "Cores in use by the app's workers.",
    unit: "short",
  };
  return top(options, byApp(rate("buntime_app_cpu_seconds_total")));
}

function memory() {
  const resident = byApp(series("buntime_app_memory_resident_bytes"));
  const used = byApp(series("buntime_app_memory_heap_used_bytes"));
  return graph({
    title: "Top apps by memory",
    description: "What the heaps of the app's workers hold resident, and what of it is in use.",
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
  const counter = `increase(${series("buntime_app_worker_failures_total")}[$__rate_interval])`;
  const options = {
    title: "Failed workers by app",
    description: "Workers that were seen to have crashed or failed to start, each once.",
    unit: "short",
  };
  return top(options, byApp(counter));
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
