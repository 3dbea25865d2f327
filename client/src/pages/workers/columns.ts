/** The table's columns in their order. */
export const COLUMNS = [
  "app",
  "id",
  "state",
  "requests",
  "errors",
  "avgResponseTimeMs",
  "uptime",
  "rss",
  "heapUsed",
  "idleSeconds",
] as const;

/** One of the table's columns. */
export type Column = (typeof COLUMNS)[number];
