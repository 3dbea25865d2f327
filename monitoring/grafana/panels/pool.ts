import { byInstance, rate, series, sum } from "../query.ts";
import { graph, withThresholds } from "./graph.ts";
import { noneThresholds } from "./thresholds.ts";

const hits = sum(rate("buntime_pool_hits_total"));
const misses = sum(rate("buntime_pool_misses_total"));
const [total, size] = [series("buntime_pool_total"), series("buntime_pool_size")];

/** What the pool does: requests, workers created and ended, the queue of apps with a ttl of 0. */
export function poolPanels() {
  return [
    graph({
      title: "Requests",
      description: "Requests for a worker from the pool.",
      unit: "reqps",
      queries: [[byInstance(rate("buntime_pool_requests_total")), "{{instance}}"]],
    }),
    graph({
      title: "Hit ratio",
      description: "Share of the requests that found a live worker, over all instances.",
      unit: "percentunit",
      queries: [[`${hits} / (${hits} + ${misses} > 0)`, "hits"]],
    }).max(1),
    graph({
      title: "Busy workers",
      description:
        "Mean number of workers processing a request: seconds of response time per second.",
      unit: "short",
      queries: [[byInstance(rate("buntime_apps_response_time_seconds_sum")), "{{instance}}"]],
    }),
    graph({
      title: "Workers created and ended",
      description: "Per second. Evicted: pushed out because the pool was full.",
      unit: "cps",
      queries: [
        [sum(rate("buntime_pool_workers_created_total")), "created"],
        [sum(rate("buntime_pool_workers_retired_total")), "retired"],
        [sum(rate("buntime_pool_evictions_total")), "evicted"],
        [sum(rate("buntime_pool_workers_failed_total")), "counted as failed"],
      ],
    }),
    withThresholds(
      graph({
        title: "Failed and lost workers",
        description:
          "Failed: held by the pool, but failed to start or crashed. Lost: created, not counted as ended, and no longer held: threads that are still running, and starts that failed.",
        unit: "short",
        queries: [
          [byInstance(series("buntime_pool_failed")), "failed, {{instance}}"],
          [byInstance(series("buntime_pool_workers_unaccounted")), "lost, {{instance}}"],
        ],
      }),
      noneThresholds(),
    ),
    graph({
      title: "Queue of apps with a ttl of 0",
      description: "Waiting requests; beyond the limit, requests are refused.",
      unit: "short",
      queries: [
        [sum(series("buntime_pool_ephemeral_queue_depth")), "waiting"],
        [sum(series("buntime_pool_ephemeral_queue_limit")), "limit"],
        [sum(series("buntime_pool_ephemeral_concurrency")), "concurrency"],
      ],
    }),
    graph({
      title: "Slots used",
      description: "Workers in any state as a share of the pool's size.",
      unit: "percent",
      queries: [
        [`${sum(total)} / (${sum(size)} > 0) * 100`, "all instances"],
        [`${total} / (${size} > 0) * 100`, "{{instance}}"],
      ],
    }),
  ];
}
