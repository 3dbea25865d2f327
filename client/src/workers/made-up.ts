import type { WorkerRow } from "../../../server/types.ts";

/** A row for tests, with what matters in each. */
export function madeUp(row: Partial<WorkerRow> & { id: string }): WorkerRow {
  return {
    app: "shop@1.0.0",
    state: "idle",
    requests: 0,
    uptime: 0,
    memory: { rss: 0, heapUsed: 0 },
    memoryKnown: true,
    ...row,
  };
}
