import { query, rate, series } from "../query.ts";
import { graph } from "./graph.ts";

const byApp = (expression: string) => `sum by (app) (${expression})`;

/** What each app does, over the selected instances. */
export function appPanels() {
  return [requests(), errors(), responseTime(), workers(), cpu(), memory(), blocked(), dead()];
}

function requests() {
  return graph({
    title: "Requests by app",
    description: "Requests handed to the app's workers.",
    unit: "reqps",
    stacked: true,
    queries: [query("A", byApp(rate("buntime_app_requests_total")), "{{app}}")],
  });
}

function errors() {
  const ratio = `${byApp(rate("buntime_app_errors_total"))} / (${byApp(rate("buntime_app_requests_total"))} > 0)`;
  return graph({
    title: "Error ratio by app",
    description:
      "Of its requests, those that failed. The pool does not count errors of apps with a ttl of 0.",
    unit: "percentunit",
    queries: [query("A", ratio, "{{app}}")],
  });
}

function responseTime() {
  const sum = byApp(rate("buntime_app_response_time_seconds_sum"));
  const count = byApp(rate("buntime_app_response_time_seconds_count"));
  return graph({
    title: "Mean response time by app",
    description:
      "A request that failed counts with no time, so many errors make the mean look better.",
    unit: "s",
    queries: [query("A", `${sum} / (${count} > 0)`, "{{app}}")],
  });
}

function workers() {
  return graph({
    title: "Workers by app",
    description: "Live workers that the pool holds.",
    unit: "short",
    stacked: true,
    queries: [query("A", byApp(series("buntime_app_workers", 'state!="terminated"')), "{{app}}")],
  });
}

function cpu() {
  return graph({
    title: "CPU by app",
    description: "Cores that the app's workers use, each in its own thread.",
    unit: "short",
    stacked: true,
    queries: [query("A", byApp(rate("buntime_app_cpu_seconds_total")), "{{app}}")],
  });
}

function memory() {
  return graph({
    title: "Memory by app",
    description:
      "What the heaps of the app's live workers hold resident, and what of it is in use.",
    unit: "bytes",
    queries: [
      query("A", byApp(series("buntime_app_memory_resident_bytes")), "{{app}}"),
      query("B", byApp(series("buntime_app_memory_heap_used_bytes")), "{{app}}, in use"),
    ],
  });
}

function blocked() {
  return graph({
    title: "Blocked workers by app",
    description: "Live, but their event loop has not responded for over a second.",
    unit: "short",
    queries: [query("A", byApp(series("buntime_app_workers_blocked")), "{{app}}")],
  });
}

function dead() {
  const failures = `increase(${series("buntime_app_worker_failures_total")}[$__rate_interval])`;
  return graph({
    title: "Dead workers by app",
    description:
      "Failed to start or crashed, and still held; and those newly seen failed. Over most of the time: a crash loop.",
    unit: "short",
    queries: [
      query("A", byApp(series("buntime_app_workers", 'state="terminated"')), "{{app}}"),
      query("B", byApp(failures), "failures of {{app}}"),
    ],
  });
}
