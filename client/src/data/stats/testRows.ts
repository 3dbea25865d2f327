import type { WorkerRow } from "../../../../server/types.ts";
import { EMPTY_ROSTER, rosterOf } from "./poll.ts";

/** A row for tests, with the fields that matter to each. */
export function testRow(row: Partial<WorkerRow> & { id: string }): WorkerRow {
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

/** Rows that differ in everything that the table tests look at. */
export const testRows = [
  testRow({
    id: "aa",
    app: "Shop@1",
    state: "active",
    requests: 5,
    errors: 1,
    avgResponseTimeMs: 10,
  }),
  testRow({ id: "bb", app: "blog@1", requests: 20, memoryKnown: false }),
  testRow({
    id: "cc",
    app: "Shop@1",
    requests: 5,
    avgResponseTimeMs: 30,
    memory: { rss: 7, heapUsed: 3 },
  }),
  testRow({ id: "dd", app: "@a/x@1", state: "terminated", memoryKnown: false }),
];

/** Rows that match the filters and arrived at a time in ms, out of `all` rows. */
export function testStats(at: number, rows: readonly WorkerRow[], all = rows) {
  return { rows, all, positions: rosterOf(all, EMPTY_ROSTER).positions, at };
}
