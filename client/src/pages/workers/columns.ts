import type { WorkerRow } from "../../../../server/types.ts";

/** The table's columns, in their order. */
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

/** One of them. */
export type Column = (typeof COLUMNS)[number];

/** Whether a row has an uptime: one that is only history has none. */
function hasUptime({ state, uptime }: WorkerRow): boolean {
  return state !== "terminated" || uptime > 0;
}

/** A row's value in a column; `null` if it is unknown or there is none. */
export function cellValue(row: WorkerRow, column: Column): string | number | null {
  if (column === "uptime" && !hasUptime(row)) return null;
  // Without a request nothing was measured: 0 would look like a measurement.
  if ((column === "avgResponseTimeMs" || column === "idleSeconds") && row.requests === 0)
    return null;
  if (column === "rss" || column === "heapUsed") {
    return row.memoryKnown ? row.memory[column] : null;
  }
  return row[column] ?? null;
}

/** Whether a column has numbers: they are aligned right and sorted in descending order first. */
export function isNumeric(column: Column): boolean {
  return column !== "app" && column !== "id" && column !== "state";
}
