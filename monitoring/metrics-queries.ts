/** A PromQL query that uses each family of the catalogue, for the metrics page. */
export const METRIC_QUERIES: Readonly<Record<string, string>> = {
  buntime_pool_size: "buntime_pool_size - buntime_pool_total",
  buntime_pool_active: "deriv(buntime_pool_active[1m]) * 60",
  buntime_pool_idle: "buntime_pool_idle",
  buntime_pool_creating: "max_over_time(buntime_pool_creating[5m])",
  buntime_pool_total: "(buntime_pool_total / buntime_pool_size) * 100",
  buntime_pool_utilization: "avg_over_time(buntime_pool_utilization[5m]) * 100",
  buntime_uptime_seconds: "buntime_uptime_seconds / 3600",
  buntime_pool_failed: "max_over_time(buntime_pool_failed[5m])",
  buntime_pool_requests_total: "rate(buntime_pool_requests_total[5m])",
  buntime_pool_hits_total:
    "sum(rate(buntime_pool_hits_total[5m])) / (sum(rate(buntime_pool_hits_total[5m])) + sum(rate(buntime_pool_misses_total[5m])) > 0)",
  buntime_pool_misses_total: "rate(buntime_pool_misses_total[5m])",
  buntime_pool_evictions_total: "increase(buntime_pool_evictions_total[1h])",
  buntime_pool_workers_created_total: "rate(buntime_pool_workers_created_total[5m])",
  buntime_pool_workers_failed_total: "increase(buntime_pool_workers_failed_total[15m])",
  buntime_pool_workers_retired_total: "rate(buntime_pool_workers_retired_total[5m])",
  buntime_pool_workers_unaccounted: "delta(buntime_pool_workers_unaccounted[1h])",
  buntime_pool_ephemeral_concurrency: "buntime_pool_ephemeral_concurrency",
  buntime_pool_ephemeral_queue_depth:
    "buntime_pool_ephemeral_queue_depth / (buntime_pool_ephemeral_queue_limit > 0)",
  buntime_pool_ephemeral_queue_limit: "buntime_pool_ephemeral_queue_limit",
  buntime_apps_requests_total: "sum(rate(buntime_apps_requests_total[5m]))",
  buntime_apps_errors_total:
    "sum(rate(buntime_apps_errors_total[5m])) / (sum(rate(buntime_apps_requests_total[5m])) > 0)",
  buntime_apps_worker_failures_total: "increase(buntime_apps_worker_failures_total[1h])",
  buntime_apps_response_time_seconds:
    "sum(rate(buntime_apps_response_time_seconds_sum[5m])) / (sum(rate(buntime_apps_response_time_seconds_count[5m])) > 0)",
  buntime_apps_cpu_seconds_total: "rate(buntime_apps_cpu_seconds_total[5m])",
  buntime_app_workers: 'sum by (app) (buntime_app_workers{state!="terminated"})',
  buntime_app_requests_total: "sum by (app) (rate(buntime_app_requests_total[5m]))",
  buntime_app_errors_total:
    "sum by (app) (rate(buntime_app_errors_total[5m])) / (sum by (app) (rate(buntime_app_requests_total[5m])) > 0)",
  buntime_app_worker_failures_total:
    "sum by (app) (increase(buntime_app_worker_failures_total[10m]))",
  buntime_app_response_time_seconds:
    "sum by (app) (rate(buntime_app_response_time_seconds_sum[5m])) / (sum by (app) (rate(buntime_app_response_time_seconds_count[5m])) > 0)",
  buntime_app_cpu_seconds_total: "sum by (app) (rate(buntime_app_cpu_seconds_total[5m]))",
  buntime_app_memory_resident_bytes: "sum by (app) (buntime_app_memory_resident_bytes)",
  buntime_app_memory_heap_used_bytes: "sum by (app) (buntime_app_memory_heap_used_bytes)",
  buntime_app_workers_blocked: "max_over_time(buntime_app_workers_blocked[5m])",
  process_start_time_seconds: "changes(process_start_time_seconds[1h])",
  process_cpu_seconds_total: "rate(process_cpu_seconds_total[5m])",
  process_resident_memory_bytes: "process_resident_memory_bytes",
  process_open_fds: "process_open_fds / (process_max_fds > 0)",
  process_max_fds: "process_max_fds - process_open_fds",
  buntime_build_info: "count by (version) (buntime_build_info)",
  buntime_metrics_feed_clients: "buntime_metrics_feed_clients",
  buntime_metrics_feed_dropped_clients:
    "buntime_metrics_feed_clients + buntime_metrics_feed_dropped_clients",
  buntime_metrics_feed_max_clients:
    "(buntime_metrics_feed_clients + buntime_metrics_feed_dropped_clients) / (buntime_metrics_feed_max_clients > 0)",
  buntime_metrics_scrape_errors_total: "increase(buntime_metrics_scrape_errors_total[15m])",
};
