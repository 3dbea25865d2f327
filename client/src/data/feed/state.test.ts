import { expect, test } from "bun:test";
import { startOf } from "./state.ts";

const at = (uptime: number) => ({
  pool: { size: 0, active: 0, idle: 0, creating: 0, total: 0, utilization: 0 },
  uptime,
  timestamp: "",
});

test("the start of a process doesn't move with the delay of its snapshots; that of another one replaces it", () => {
  const first = startOf(null, 100_400, at(60));
  expect(first).toBe(40_400);
  const second = startOf(first, 101_000, at(61));
  expect(second).toBe(40_000);
  expect(startOf(second, 103_900, at(63))).toBe(40_000);
  expect(startOf(second, 104_000, at(1))).toBe(103_000);
});
