import type { WorkerRow } from "../../../../server/types.ts";
import type { Column } from "./columns.ts";

/** Whether a row's uptime is that of a worker: a row that is history alone has none. */
function hasUptime({ state, uptime }: WorkerRow): boolean {
  return state !== "terminated" || uptime > 0;
}

/** A row's value in a column, for sorting and export; `null` where it is not known or there is none. */
export function cellValue(row: WorkerRow, column: Column): string | number | null {
  if (column === "uptime" && !hasUptime(row)) return null;
  // Of a worker that was never asked nothing was measured: a 0 would be none.
  if ((column === "avgResponseTimeMs" || column === "idleSeconds") && row.requests === 0)
    return null;
  if (column === "rss" || column === "heapUsed") {
    return row.memoryKnown ? row.memory[column] : null;
  }
  return row[column] ?? null;
}

/** Whether a column holds numbers, which stand at the right and are first sorted from the greatest. */
export function isNumeric(column: Column): boolean {
  return column !== "app" && column !== "id" && column !== "state";
}
