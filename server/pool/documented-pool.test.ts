import { describe, expect, test } from "bun:test";
import { fail, hostile } from "../../testing/hostile.ts";
import { AppLabels } from "../exposition/app-labels.ts";
import { type HostPool, PartError } from "./calls.ts";
import { PoolReader } from "./reader.ts";
import type { Snapshot } from "./snapshot.ts";

const metrics = { size: 500, active: 12, idle: 3, creating: 0, total: 15, utilization: 0.03 };
const row = {
  id: "worker-abc-123",
  app: "my-app@latest",
  state: "active",
  requests: 1542,
  uptime: 3600,
  memory: { rss: 52428800, heapUsed: 31457280 },
};

describe("a pool that uses the documented shapes", () => {
  test("reports the parts; total and utilization are computed from them", () => {
    const { pool } = read({ getMetrics: () => metrics, getWorkerStats: () => [row] });
    expect(pool).toEqual({
      size: 500,
      active: 12,
      idle: 3,
      creating: 0,
      total: 15,
      utilization: 0.024,
    });
  });

  test.each([
    ["a list", [row]],
    ["a record", { "my-app@latest": row }],
  ])("reports its workers as %s of documented rows", (_, rows) => {
    const reading = read({ getMetrics: () => metrics, getWorkerStats: () => rows });
    expect(reading.rows()).toEqual([{ ...row, state: "active", memoryKnown: true }]);
  });

  test("is counted by its rows if it does not report a count", () => {
    const rows = ["active", "ready", "idle", "creating", "terminated"].map((state) => ({
      ...row,
      state,
    }));
    const getMetrics = () => ({ size: 8, active: 4 });
    const { pool, failed } = read({ getMetrics, getWorkerStats: () => rows });
    expect(pool).toMatchObject({ active: 4, idle: 2, creating: 1 });
    expect(failed).toBeUndefined();
  });

  test("orders its rows: live ones first, then by app, then by id", () => {
    const order = ["a@1 active 1", "a@1 idle 2", "b@1 active 1", "a@1 terminated 3"];
    const rows = [3, 0, 2, 1].map((at) => {
      const [app, state, id] = order[at]?.split(" ") ?? [];
      return { ...row, app, state, id };
    });
    const snapshot = read({ getMetrics: () => metrics, getWorkerStats: () => rows });
    expect(snapshot.rows().map(({ app, state, id }) => `${app} ${state} ${id}`)).toEqual(order);
  });

  test("keeps the valid fields of a row beyond the documented ones", () => {
    const more = {
      ...{ errors: 2, avgResponseTimeMs: 1.5, idleSeconds: 9, blocked: true, failed: false },
      ...{ ephemeral: true, lastResponseTimeMs: 2.5, lastRequestCount: 3 },
      ...{ cpuSeconds: 1.25, sampledSecondsAgo: 4 },
    };
    const invalid = Object.fromEntries(Object.keys(more).map((name) => [name, "no"]));
    const getWorkerStats = () => [
      { ...row, ...more },
      { ...row, id: "x", ...invalid, more: 1 },
    ];
    const known = { ...row, state: "active" as const, memoryKnown: true };
    expect(read({ getMetrics: () => metrics, getWorkerStats }).rows()).toEqual([
      { ...known, ...more },
      { ...known, id: "x" },
    ]);
  });

  test("leaves out rows that can't be read, and incomplete memory", () => {
    const { rss, heapUsed } = row.memory;
    const memories = [hostile(), { rss, heapUsed: -1 }, { heapUsed }, undefined];
    const rows = memories.map((memory, index) => ({ ...row, id: `${index}`, memory }));
    const getWorkerStats = () => [...rows, hostile(), null, "row"];
    const unknown = { memory: { rss: 0, heapUsed: 0 }, memoryKnown: false };
    expect(read({ getMetrics: () => metrics, getWorkerStats }).rows()).toEqual(
      rows.map((row) => ({ ...row, state: "active", ...unknown })),
    );
  });

  test("ignores a figure of the other shape", () => {
    const getMetrics = () => ({ ...metrics, activeWorkers: 3 });
    const getWorkerStats = () => ({ "a@1": { status: "idle", requestCount: 1 } });
    expect(read({ getMetrics, getWorkerStats }).pool).toMatchObject({ active: 0, idle: 1 });
  });

  test("keeps its counts if its rows can't be read, with 0 for missing ones", () => {
    const snapshot = read({ getMetrics: () => ({ size: 8, active: 4 }), getWorkerStats: fail });
    expect(snapshot.pool).toMatchObject({ size: 8, active: 4, idle: 0, creating: 0, total: 4 });
    expect(snapshot.rows).toThrow(PartError);
    expect(snapshot.apps).toThrow(PartError);
  });
});

describe("a malformed figure of a row", () => {
  const malformed = [Number.NaN, undefined, -1, "9", Number.POSITIVE_INFINITY];

  /** The counter of one app over readings of its two workers, of which one has these figures. */
  function countedOver(field: "requests" | "errors", figures: unknown[]): unknown[] {
    let figure: unknown;
    const labels = new AppLabels();
    const sound = { ...row, id: "sound", requests: 1000, errors: 100 };
    const getWorkerStats = () => [sound, { ...sound, id: "malformed", [field]: figure }];
    return figures.map((value) => {
      figure = value;
      const snapshot = read({ getMetrics: () => metrics, getWorkerStats });
      const [group] = labels.group(snapshot.workers(), snapshot.apps());
      expect(snapshot.rows()).toHaveLength(2);
      return group?.counts[field];
    });
  }

  test.each(malformed)("of requests, %p, does not change the app's counter", (figure) => {
    expect(countedOver("requests", [1000, figure, 1000, 1001])).toEqual([2000, 2000, 2000, 2001]);
  });

  test.each([Number.NaN, -1, "9"])("of errors, %p, does not change it", (figure) => {
    expect(countedOver("errors", [100, figure, 100, 101])).toEqual([200, 200, 200, 201]);
  });

  test("of requests is shown as 0", () => {
    const getWorkerStats = () => [{ ...row, requests: Number.NaN }];
    expect(read({ getMetrics: () => metrics, getWorkerStats }).rows()[0]?.requests).toBe(0);
  });
});

function read(pool: HostPool): Snapshot {
  return new PoolReader(pool).read();
}
