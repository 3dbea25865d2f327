import { describe, expect, test } from "bun:test";
import {
  RELEASES,
  RecordedPool,
  type Recording,
  recordingsOf,
} from "../../testing/recorded-pool.ts";
import { READINGS, type RecordedReading } from "../../testing/recorded-readings.ts";
import type { WorkerRow } from "../types.ts";
import { pastRow } from "./buntime-rows.ts";
import { PoolReader } from "./reader.ts";
import type { Snapshot } from "./snapshot.ts";
import { readTotals } from "./totals.ts";

for (const release of RELEASES) {
  describe(`the pool recorded on ${release}`, () => {
    const recordings = recordingsOf(release);

    test("has an expected reading for every case", () => {
      expect(recordings.map((one) => one.case).sort()).toEqual(
        Object.keys(READINGS[release]).sort(),
      );
    });

    test.each(recordings)("is read as documented: $case", (recording) => {
      const snapshot = snapshotOf(recording);
      expect(readingOf(snapshot)).toEqual(READINGS[release][recording.case] as RecordedReading);
      const heldIds = new Map(recording.snapshot.cache.map(({ key, id }) => [key, id]));
      for (const { id, app } of snapshot.rows()) expect(id).toBe(heldIds.get(app) ?? app);
    });

    test.each(recordings)("has no worker unaccounted for: $case", (recording) => {
      const snapshot = snapshotOf(recording);
      expect(snapshot.unaccounted()).toBe(0);
    });
  });
}

describe("a recorded row", () => {
  test("has the worker's own figures since its spawn, in seconds", () => {
    const row = rowOf("evicted-and-respawned", "hello@1.0.0");
    expect(row).toEqual({
      id: "1b563f62-1c37-4ef0-810a-0c52e8c79d87",
      app: "hello@1.0.0",
      state: "active",
      requests: 2,
      uptime: 0.128,
      memory: { rss: 0, heapUsed: 0 },
      memoryKnown: false,
      errors: 0,
      avgResponseTimeMs: 14.535,
      idleSeconds: 0.046,
    });
  });

  test("of an app with a worker for every request has no age and no errors", () => {
    expect(rowOf("ephemeral", "lambda@1.2.3")).toEqual({
      id: "lambda@1.2.3",
      app: "lambda@1.2.3",
      state: "terminated",
      requests: 3,
      uptime: 0,
      memory: { rss: 0, heapUsed: 0 },
      memoryKnown: false,
      avgResponseTimeMs: 32.457,
      ephemeral: true,
      lastResponseTimeMs: 25.87,
    });
  });

  test("has a mean from which its total can be computed, after millions of requests too", () => {
    const total = 12_345_678.91;
    const row = { requestCount: 3_000_007, errorCount: 7, totalResponseTimeMs: total };
    const { avgResponseTimeMs = 0 } = pastRow("hello@1.0.0", row);
    expect(Math.abs(avgResponseTimeMs * 3_000_000 - total)).toBeLessThan(0.005);
  });

  test("of a worker that failed to start has no age, though the pool gives it one", () => {
    const { uptime, idleSeconds, failed } = rowOf("broken-import", "broken@1.0.0");
    expect({ uptime, idleSeconds, failed }).toEqual({
      uptime: 0,
      idleSeconds: undefined,
      failed: true,
    });
  });
});

test("each total is the figure of its name", () => {
  const figures = ["totalRequests", "hits", "misses", "evictions", "totalWorkersCreated"];
  const names = [...figures, "totalWorkersFailed", "totalWorkersRetired", "avgResponseTimeMs"];
  expect(readTotals(Object.fromEntries(names.map((name, index) => [name, index])))).toEqual({
    ...{ requests: 0, hits: 1, misses: 2, evictions: 3, created: 4, failed: 5, retired: 6 },
    avgResponseTimeMs: 7,
  });
});

test("totals of the recorded pool are its own", () => {
  const recording = recordingsOf("0.5.4").find((one) => one.case === "over-capacity");
  expect(recording && snapshotOf(recording).totals()).toEqual({
    requests: 17,
    hits: 5,
    misses: 12,
    evictions: 0,
    created: 12,
    failed: 0,
    retired: 0,
    avgResponseTimeMs: 0.34,
    ephemeral: { concurrency: 2, queueDepth: 0, queueLimit: 100 },
  });
});

function snapshotOf(recording: Recording): Snapshot {
  return new PoolReader(new RecordedPool(recording), recording.snapshot.globalConfig).read();
}

function readingOf({ pool, failed, rows }: Snapshot): RecordedReading {
  const { size, active, idle, creating, total, utilization } = pool;
  return {
    pool: [size, active, idle, creating, total, utilization],
    failed: failed ?? -1,
    rows: rows().map(lineOf),
  };
}

function lineOf({ app, state, requests, errors = -1, ...row }: WorkerRow): string {
  const flags = (["ephemeral", "failed", "blocked"] as const).filter((name) => row[name]);
  return [app, state, requests, errors === -1 ? "-" : errors, ...flags].join(" ");
}

function rowOf(name: string, app: string): WorkerRow {
  const recording = recordingsOf("0.5.4").find((one) => one.case === name);
  const row =
    recording &&
    snapshotOf(recording)
      .rows()
      .find((one) => one.app === app);
  if (!row) throw new Error(`no row of ${app} in ${name}`);
  return row;
}
