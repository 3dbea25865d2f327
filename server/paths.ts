/** The endpoints' paths below the plugin's base. */
export const PATHS = {
  metrics: "/api/metrics/",
  stats: "/api/metrics/stats",
  prometheus: "/api/metrics/prometheus",
  history: "/api/metrics/history",
  feed: "/api/metrics/sse",
} as const;
