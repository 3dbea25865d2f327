import type { WorkerRow } from "../../../../../server/types.ts";
import { isHistory } from "../../../insight/counts.ts";
import type { RowRates } from "../../../insight/rowRates.ts";
import { type Column, isRate } from "../columns.ts";

/** A row's value in a column; `null` if it is unknown or there is none. */
export function cellValue(
  row: WorkerRow,
  column: Column,
  rates: RowRates | undefined,
): string | number | null {
  if (isRate(column)) return rates?.[column] ?? null;
  if (column === "uptime" && isHistory(row) && row.uptime === 0) return null;
  // Without a request nothing was measured: 0 would look like a measurement.
  if ((column === "avgResponseTimeMs" || column === "idleSeconds") && row.requests === 0)
    return null;
  if (column === "rss" || column === "heapUsed") {
    return row.memoryKnown ? row.memory[column] : null;
  }
  return row[column] ?? null;
}
