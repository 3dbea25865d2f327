import type { PanelMessages } from "../../i18n/messages.ts";

/** A PromQL expression with the key of its name. */
export type Query = readonly [name: keyof PanelMessages["queryNames"], expression: string];

/** PromQL for what each panel shows. */
export const QUERIES = {
  utilization: [
    ["utilization", "buntime_pool_utilization * 100"],
    ["average", "avg_over_time(buntime_pool_utilization[5m]) * 100"],
  ],
  workers: [
    ["active", "buntime_pool_active"],
    ["idle", "buntime_pool_idle"],
    ["creating", "buntime_pool_creating"],
    ["trend", "deriv(buntime_pool_active[1m]) * 60"],
  ],
  capacity: [
    ["total", "buntime_pool_total"],
    ["free", "buntime_pool_size - buntime_pool_total"],
    ["used", "(buntime_pool_total / buntime_pool_size) * 100"],
  ],
  uptime: [
    ["uptime", "buntime_uptime_seconds / 3600"],
    ["restarts", "resets(buntime_uptime_seconds[1h])"],
  ],
  activity: [
    ["rate", "rate(buntime_pool_requests_total[1m])"],
    [
      "hits",
      "rate(buntime_pool_hits_total[5m]) / (rate(buntime_pool_hits_total[5m]) + rate(buntime_pool_misses_total[5m]) > 0)",
    ],
    ["evictions", "rate(buntime_pool_evictions_total[5m]) * 60"],
    ["retired", "rate(buntime_pool_workers_retired_total[5m]) * 60"],
    ["failed", "max_over_time(buntime_pool_failed[5m])"],
  ],
} as const satisfies Record<string, readonly Query[]>;

/** A Prometheus configuration that scrapes an address. */
export function scrapeConfig(address: string): string {
  const { host, pathname, protocol } = new URL(address);
  const scheme = protocol === "https:" ? "\n    scheme: https" : "";
  return `scrape_configs:
  - job_name: buntime
    metrics_path: ${pathname}${scheme}
    scrape_interval: 15s
    scrape_timeout: 10s
    static_configs:
      - targets: ['${host}']
        labels:
          service: buntime
`;
}
