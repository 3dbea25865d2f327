/** The endpoints that respond at once, and their paths below the plugin's base. */
export const PATHS = {
  json: "/api/metrics/",
  stats: "/api/metrics/stats",
  prometheus: "/api/metrics/prometheus",
} as const;

/** One of them. */
export type Endpoint = keyof typeof PATHS;

/** Their names. */
export const ENDPOINTS = Object.keys(PATHS) as Endpoint[];
