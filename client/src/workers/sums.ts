import type { WorkerRow } from "../../../server/types.ts";
import { cellValue } from "./cells.ts";
import type { Column } from "./columns.ts";

/** What some workers come to together. What no row tells is `null`, not 0. */
export interface Sums {
  workers: number;
  requests: number;
  errors: number | null;
  /** Weighted by requests, in ms. */
  avgResponseTimeMs: number | null;
  rss: number | null;
  heapUsed: number | null;
  /** How many rows have no known memory, so that the sums are too low. */
  memoryUnknown: number;
  /** The longest uptime, in seconds; `null` where no worker is alive. */
  uptime: number | null;
}

function sum(rows: readonly WorkerRow[], read: (row: WorkerRow) => number | null): number | null {
  let total: number | null = null;
  for (const row of rows) {
    const value = read(row);
    if (value !== null) total = (total ?? 0) + value;
  }
  return total;
}

function longestUptime(rows: readonly WorkerRow[]): number | null {
  const known = rows.filter((row) => cellValue(row, "uptime") !== null);
  if (known.length === 0) return null;
  return known.reduce((longest, { uptime }) => Math.max(longest, uptime), 0);
}

function meanResponse(rows: readonly WorkerRow[]): number | null {
  let [time, requests] = [0, 0];
  for (const { avgResponseTimeMs, requests: asked } of rows) {
    if (avgResponseTimeMs === undefined || asked === 0) continue;
    time += avgResponseTimeMs * asked;
    requests += asked;
  }
  return requests === 0 ? null : time / requests;
}

/** Sums up some rows. */
export function sumRows(rows: readonly WorkerRow[]): Sums {
  const memory = (name: "rss" | "heapUsed") => (row: WorkerRow) =>
    row.memoryKnown ? row.memory[name] : null;
  return {
    workers: rows.length,
    requests: rows.reduce((total, row) => total + row.requests, 0),
    errors: sum(rows, (row) => row.errors ?? null),
    avgResponseTimeMs: meanResponse(rows),
    rss: sum(rows, memory("rss")),
    heapUsed: sum(rows, memory("heapUsed")),
    memoryUnknown: rows.filter(({ memoryKnown, state }) => !memoryKnown && state !== "terminated")
      .length,
    uptime: longestUptime(rows),
  };
}

/** What to sort a group by for a column; `null` where a sum makes no sense. */
export function sumOf(sums: Sums, column: Column): number | null {
  return column in sums ? (sums[column as keyof Sums] ?? null) : null;
}
