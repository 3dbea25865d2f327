import { expect, test } from "bun:test";
import { History } from "./history.ts";
import type { WorkerStats } from "./types.ts";

const stats: WorkerStats = {
  ageMs: 500,
  avgResponseTimeMs: 10,
  errorCount: 1,
  idleMs: 100,
  requestCount: 2,
  status: "active",
  totalResponseTimeMs: 20,
};

test("workers of one key are summed, and a live one's row has their sums added", () => {
  const history = new History("offline");
  history.add("a@1", stats);
  history.add("a@1", stats);
  const sums = { errorCount: 2, requestCount: 4, totalResponseTimeMs: 40, avgResponseTimeMs: 10 };
  expect([...history.rows()]).toEqual([
    ["a@1", { ...sums, status: "offline", ageMs: 0, idleMs: 0 }],
  ]);
  expect(history.merge("a@1", stats)).toMatchObject({
    requestCount: 6,
    status: "active",
    ageMs: 500,
  });
  expect(history.merge("b@1", stats)).toEqual(stats);
});

test("no more than the last 1,000 keys are remembered", () => {
  const history = new History("ephemeral");
  for (let i = 0; i <= 1_000; i++) history.add(`app${i}@1`, stats);
  const keys = [...history.rows()].map(([key]) => key);
  expect(keys).toHaveLength(1_000);
  expect(keys[0]).toBe("app1@1");
});
