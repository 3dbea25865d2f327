/** The table's columns, in their order. Those of {@link RATES} are of the last minute, counts since the spawn. */
export const COLUMNS = [
  "app",
  "id",
  "state",
  "requestRate",
  "requests",
  "errors",
  "errorRate",
  "responseMs",
  "avgResponseTimeMs",
  "cpu",
  "rss",
  "heapUsed",
  "uptime",
  "idleSeconds",
] as const;

/** One of them. */
export type Column = (typeof COLUMNS)[number];

const RATES = ["requestRate", "errorRate", "responseMs", "cpu"] as const;

/** Whether a column's values are rates of the last minute. */
export function isRate(column: Column): column is (typeof RATES)[number] {
  return (RATES as readonly Column[]).includes(column);
}

/** Whether a column is about what a live worker has: rows that are only history have nothing there. */
export function isOfLiving(column: Column): boolean {
  return ["cpu", "rss", "heapUsed", "uptime"].includes(column);
}

/** Whether a column has numbers: they are aligned right and sorted in descending order first. */
export function isNumeric(column: Column): boolean {
  return column !== "app" && column !== "id" && column !== "state";
}
