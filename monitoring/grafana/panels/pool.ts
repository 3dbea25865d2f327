import { query, rate, series } from "../query.ts";
import { graph, withThresholds } from "./graph.ts";
import { noneThresholds } from "./thresholds.ts";

const hits = `sum(${rate("buntime_pool_hits_total")})`;
const misses = `sum(${rate("buntime_pool_misses_total")})`;

/** What the pool does: requests, workers created and ended, the queue of apps with a ttl of 0. */
export function poolPanels() {
  return [requests(), hitRatio(), busy(), lives(), trouble(), queue(), slots()];
}

function requests() {
  return graph({
    title: "Requests",
    description: "Requests that asked the pool for a worker.",
    unit: "reqps",
    queries: [
      query("A", `sum by (instance) (${rate("buntime_pool_requests_total")})`, "{{instance}}"),
    ],
  });
}

function hitRatio() {
  return graph({
    title: "Hit ratio",
    description: "Share of the requests that found a live worker, over all instances.",
    unit: "percentunit",
    queries: [query("A", `${hits} / (${hits} + ${misses} > 0)`, "hits")],
  }).max(1);
}

function busy() {
  return graph({
    title: "Busy workers",
    description:
      "Mean number of workers processing a request: seconds of response time per second.",
    unit: "short",
    queries: [
      query(
        "A",
        `sum by (instance) (${rate("buntime_apps_response_time_seconds_sum")})`,
        "{{instance}}",
      ),
    ],
  });
}

function lives() {
  return graph({
    title: "Workers created and ended",
    description: "Per second. Evicted: pushed out because the pool was full.",
    unit: "cps",
    queries: [
      query("A", `sum(${rate("buntime_pool_workers_created_total")})`, "created"),
      query("B", `sum(${rate("buntime_pool_workers_retired_total")})`, "retired"),
      query("C", `sum(${rate("buntime_pool_evictions_total")})`, "evicted"),
      query("D", `sum(${rate("buntime_pool_workers_failed_total")})`, "counted as failed"),
    ],
  });
}

function trouble() {
  const panel = graph({
    title: "Failed and lost workers",
    description:
      "Failed: held by the pool, but failed to start or crashed. Lost: created, not counted as ended, and no longer held: threads that live on, and starts that failed.",
    unit: "short",
    queries: [
      query("A", `sum by (instance) (${series("buntime_pool_failed")})`, "failed, {{instance}}"),
      query(
        "B",
        `sum by (instance) (${series("buntime_pool_workers_unaccounted")})`,
        "lost, {{instance}}",
      ),
    ],
  });
  return withThresholds(panel, noneThresholds());
}

function queue() {
  return graph({
    title: "Queue of apps with a ttl of 0",
    description: "Waiting requests; beyond the limit, requests are refused.",
    unit: "short",
    queries: [
      query("A", `sum(${series("buntime_pool_ephemeral_queue_depth")})`, "waiting"),
      query("B", `sum(${series("buntime_pool_ephemeral_queue_limit")})`, "limit"),
      query("C", `sum(${series("buntime_pool_ephemeral_concurrency")})`, "concurrency"),
    ],
  });
}

function slots() {
  return graph({
    title: "Slots used",
    description: "Workers in any state as a share of the pool's size.",
    unit: "percent",
    queries: [
      query(
        "A",
        `sum(${series("buntime_pool_total")}) / (sum(${series("buntime_pool_size")}) > 0) * 100`,
        "all instances",
      ),
      query(
        "B",
        `${series("buntime_pool_total")} / (${series("buntime_pool_size")} > 0) * 100`,
        "{{instance}}",
      ),
    ],
  });
}
