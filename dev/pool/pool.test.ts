import { afterAll, beforeAll, expect, test } from "bun:test";
import { SOURCES, writeApp } from "../../testing/app-writer.ts";
import { eventually } from "../../testing/eventually.ts";
import { record, recorded, withoutClock } from "../../testing/pool-snapshots.ts";
import { makeTempFolder, type TempFolder } from "../../testing/temp-folder.ts";
import { silent } from "../log.ts";
import { WorkerPool } from "./pool.ts";
import type { AppSpec } from "./types.ts";

const MINUTE = 60_000;
let folder: TempFolder;
let apps: Record<string, AppSpec>;

beforeAll(async () => {
  folder = await makeTempFolder();
  const { quick, slow, slowStart, failing, broken, crashing } = SOURCES;
  const all = await Promise.all([
    writeApp(folder, "slowstart@1.0.0", slowStart),
    writeApp(folder, "hello@1.0.0", quick),
    writeApp(folder, "slow@2.1.0", slow),
    writeApp(folder, "lambda@1.2.3", quick, { ttlMs: 0 }),
    writeApp(folder, "fails@0.3.0", failing),
    writeApp(folder, "broken@1.0.0", broken),
    writeApp(folder, "@acme/cart@3.0.0-rc.1", quick),
    writeApp(folder, "crash@1.0.0", crashing, { idleTimeoutMs: 2_000 }),
    ...[1, 2, 3].map((n) => writeApp(folder, `app${n}@1.0.0`, quick)),
  ]);
  apps = Object.fromEntries(all.map((spec) => [spec.key.replace(/@[^@]+$/, ""), spec]));
});

afterAll(() => folder[Symbol.asyncDispose]());

async function send(pool: WorkerPool, ...names: string[]): Promise<(number | "failed")[]> {
  const statuses: (number | "failed")[] = [];
  for (const name of names) {
    const response = pool.fetch(app(name), new Request("http://host/"));
    statuses.push(await response.then(({ status }) => status).catch(() => "failed" as const));
  }
  return statuses;
}

function app(name: string): AppSpec {
  const spec = apps[name];
  if (!spec) throw new Error(`no app ${name}`);
  return spec;
}

function expectAsRecorded(pool: WorkerPool, situation: string): void {
  expect(withoutClock(record(pool)), situation).toEqual(withoutClock(recorded(situation)));
}

test("a pool of six reads as the real one was recorded in each situation", async () => {
  const pool = new WorkerPool({ maxSize: 6 }, silent);
  try {
    await Bun.sleep(2); // the uptime was recorded as positive
    expectAsRecorded(pool, "empty");
    const starting = send(pool, "slowstart");
    await Bun.sleep(2); // so was the worker's age
    expectAsRecorded(pool, "worker-starting");
    await starting;
    await send(pool, "hello", "hello", "hello", "hello", "hello");
    expectAsRecorded(pool, "persistent-active");
    const slow = send(pool, "slow");
    await eventually(
      "the request is counted",
      () => pool.getWorkerStats()["slow@2.1.0"]?.requestCount === 1,
    );
    expectAsRecorded(pool, "request-in-flight");
    await slow;
    app("hello").idleTimeoutMs = 0;
    expectAsRecorded(pool, "idle");
    await send(pool, "lambda", "lambda", "lambda");
    expectAsRecorded(pool, "ephemeral");
    expect(await send(pool, "fails", "fails")).toEqual(["failed", "failed"]);
    expectAsRecorded(pool, "failing-requests");
    expect(await send(pool, "broken")).toEqual(["failed"]);
    expectAsRecorded(pool, "broken-import");
    await send(pool, "@acme/cart");
    expectAsRecorded(pool, "scoped");
    await send(pool, "app1", "app2", "app3");
    expectAsRecorded(pool, "over-capacity");
  } finally {
    app("hello").idleTimeoutMs = MINUTE;
    await pool.stop();
  }
});

test("a pool of two reads as the real one was recorded after a crash and evictions", async () => {
  const pool = new WorkerPool({ maxSize: 2 }, silent);
  try {
    expect(await send(pool, "crash")).toEqual(["failed"]);
    expectAsRecorded(pool, "crashed");
    await eventually("the worker is retired", () => pool.getMetrics().totalWorkersRetired === 1);
    expectAsRecorded(pool, "crashed-then-retired");
    await send(pool, "hello", "app1", "app2", "app3", "hello", "app1", "hello", "app3");
    expectAsRecorded(pool, "evicted-and-respawned");
  } finally {
    await pool.stop();
  }
});
