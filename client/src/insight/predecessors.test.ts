import { expect, test } from "bun:test";
import type { WorkerRow } from "../../../server/types.ts";
import { testRow } from "../data/stats/testRows.ts";
import type { Observation } from "./journal/entries.ts";
import { NONE_ENDED, nextEnded, predecessorsOf } from "./predecessors.ts";

type Row = Partial<WorkerRow> & { id: string };

const at = (second: number, retired: number, rows: Row[], instance = "p"): Observation => ({
  t: second * 1_000,
  workers: rows.map((row) => testRow({ uptime: 999, ...row })),
  afterGap: false,
  instance,
  activity: { timestamp: "", evictions: 0, unaccounted: 0, retired },
});
const shown = (id: string, ...observations: Observation[]) =>
  predecessorsOf(observations.reduce(nextEnded, NONE_ENDED), { app: "shop@1.0.0", id }).map(
    ({ row, t, how }) => [row.id, t / 1_000, how],
  );

const failed = { id: "bad", state: "terminated", failed: true } as const;

test("previous workers of an app are those that failed, then those that ended, newest first", () => {
  const entries = shown(
    "now",
    at(0, 0, [{ id: "a" }, { id: "other", app: "blog@1.0.0" }]),
    at(2, 1, [{ id: "b" }, { id: "other", app: "blog@1.0.0" }]),
    at(4, 3, [failed]),
    at(6, 3, [failed, { id: "now" }]),
  );
  expect(entries).toEqual([
    ["bad", 6, "failed"],
    ["b", 2, "retired"],
    ["a", 0, "retired"],
  ]);
});

test("a failed worker that the pool no longer holds is listed once", () => {
  expect(shown("now", at(0, 0, [failed, { id: "now" }]), at(2, 0, [{ id: "now" }]))).toEqual([
    ["bad", 0, "failed"],
  ]);
});

test("how a worker ended is unknown if the pool doesn't report it, and another process's reading ends none", () => {
  expect(shown("b", at(0, 0, [{ id: "a" }]), at(2, 5, [{ id: "b" }]))).toEqual([["a", 0, null]]);
  expect(shown("b", at(0, 0, [{ id: "a" }]), at(2, 0, [{ id: "b" }], "q"))).toEqual([]);
});
