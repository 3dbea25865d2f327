import { describe, expect, test } from "bun:test";
import {
  RELEASES,
  type Recording,
  recordedPool,
  recordingsOf,
} from "../../testing/recorded-pool.ts";
import { READINGS, type RecordedReading } from "../../testing/recorded-readings.ts";
import type { WorkerRow } from "../types.ts";
import { pastRow } from "./buntime-rows.ts";
import { PoolReader } from "./reader.ts";
import type { Snapshot } from "./snapshot.ts";
import { readTotals } from "./totals.ts";

describe.each([...RELEASES])("the pool recorded on %s", (release) => {
  const recordings = recordingsOf(release);

  test("has an expected reading for every case", () => {
    expect(recordings.map((one) => one.case).sort()).toEqual(Object.keys(READINGS[release]).sort());
  });

  test.each(recordings)("is read as documented, with all workers accounted for: $case", (one) => {
    const snapshot = snapshotOf(one);
    expect(readingOf(snapshot)).toEqual(READINGS[release][one.case] as RecordedReading);
    expect(snapshot.unaccounted()).toBe(0);
    const heldIds = new Map(one.snapshot.cache.map(({ key, id }) => [key, id]));
    for (const { id, app } of snapshot.rows()) expect(id).toBe(heldIds.get(app) ?? app);
  });
});

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

  test("of an app with a worker per request has no age and no errors", () => {
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
      lastRequestCount: 1,
    });
  });

  test("has a mean from which the total can be computed, even after millions of requests", () => {
    const total = 12_345_678.91;
    const row = { requestCount: 3_000_007, errorCount: 7, totalResponseTimeMs: total };
    const { avgResponseTimeMs = 0 } = pastRow("hello@1.0.0", row);
    expect(Math.abs(avgResponseTimeMs * 3_000_000 - total)).toBeLessThan(0.005);
  });

  test("of a worker that failed to start has no age, although the pool reports one", () => {
    const row = rowOf("broken-import", "broken@1.0.0");
    expect(row).toMatchObject({ uptime: 0, failed: true });
    expect(row?.idleSeconds).toBeUndefined();
  });
});

test("each total is the figure with its name", () => {
  const figures = ["totalRequests", "hits", "misses", "evictions", "totalWorkersCreated"];
  const names = [
    ...[...figures, "totalWorkersFailed", "totalWorkersRetired", "avgResponseTimeMs"],
    ...["ephemeralConcurrency", "ephemeralQueueDepth", "ephemeralQueueLimit"],
  ];
  expect(readTotals(Object.fromEntries(names.map((name, index) => [name, index])))).toEqual({
    ...{ requests: 0, hits: 1, misses: 2, evictions: 3, created: 4, failed: 5, retired: 6 },
    ...{ avgResponseTimeMs: 7, ephemeral: { concurrency: 8, queueDepth: 9, queueLimit: 10 } },
  });
});

function snapshotOf(recording: Recording): Snapshot {
  return new PoolReader(recordedPool(recording), recording.snapshot.globalConfig).read();
}

function readingOf({ pool, failed = -1, rows }: Snapshot): RecordedReading {
  const { size, active, idle, creating } = pool;
  return [size, active, idle, creating, failed, ...rows().map(lineOf)];
}

function lineOf({ app, state, requests, errors = -1, ...row }: WorkerRow): string {
  const flags = (["ephemeral", "failed", "blocked"] as const).filter((name) => row[name]);
  return [app, state, requests, errors === -1 ? "-" : errors, ...flags].join(" ");
}

function rowOf(name: string, app: string): WorkerRow | undefined {
  const recording = recordingsOf("0.5.4").find((one) => one.case === name);
  const rows = recording && snapshotOf(recording).rows();
  return rows?.find((one) => one.app === app);
}
