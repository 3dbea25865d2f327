import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { SOURCES, writeApp } from "../../testing/app-writer.ts";
import { eventually } from "../../testing/eventually.ts";
import { record, recorded, withoutClock } from "../../testing/pool-snapshots.ts";
import { makeTempFolder, type TempFolder } from "../../testing/temp-folder.ts";
import { createLog } from "../log.ts";
import { WorkerPool } from "./pool.ts";
import type { AppSpec } from "./types.ts";

const MINUTE = 60_000;
const { logger } = createLog();
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

async function ask(pool: WorkerPool, ...names: string[]): Promise<(number | "failed")[]> {
  const statuses: (number | "failed")[] = [];
  for (const name of names) {
    const answer = pool.fetch(app(name), new Request("http://host/"));
    statuses.push(await answer.then(({ status }) => status).catch(() => "failed" as const));
  }
  return statuses;
}

function app(name: string): AppSpec {
  const spec = apps[name];
  if (!spec) throw new Error(`no app ${name}`);
  return spec;
}

function expectAsRecorded(pool: WorkerPool, situation: string): void {
  expect(withoutClock(record(pool))).toEqual(withoutClock(recorded(situation)));
}

describe("a pool of six reads as the real one was recorded", () => {
  let pool: WorkerPool;
  let underWay: Promise<unknown>;
  beforeAll(async () => {
    pool = new WorkerPool({ maxSize: 6 }, logger);
    // The uptime, which was recorded as positive.
    await Bun.sleep(2);
  });
  afterAll(() => {
    app("hello").idleTimeoutMs = MINUTE;
    return pool.stop();
  });

  test("when it is empty", () => expectAsRecorded(pool, "empty"));

  test("while a worker is starting", async () => {
    underWay = ask(pool, "slowstart");
    // The worker's age, which was recorded as positive.
    await Bun.sleep(2);
    expectAsRecorded(pool, "worker-starting");
  });

  test("when workers are active", async () => {
    await underWay;
    await ask(pool, "hello", "hello", "hello", "hello", "hello");
    expectAsRecorded(pool, "persistent-active");
  });

  test("while a request is under way", async () => {
    underWay = ask(pool, "slow");
    await eventually(
      "the request is counted",
      () => pool.getWorkerStats()["slow@2.1.0"]?.requestCount === 1,
    );
    expectAsRecorded(pool, "request-in-flight");
  });

  test("when a worker has become idle", async () => {
    await underWay;
    expect(pool.getWorkerStats()["hello@1.0.0"]?.status).toBe("active");
    app("hello").idleTimeoutMs = 0;
    expectAsRecorded(pool, "idle");
  });

  test("after requests to an app without ttl", async () => {
    await ask(pool, "lambda", "lambda", "lambda");
    expectAsRecorded(pool, "ephemeral");
  });

  test("after requests that failed", async () => {
    expect(await ask(pool, "fails", "fails")).toEqual(["failed", "failed"]);
    expectAsRecorded(pool, "failing-requests");
  });

  test("after an app that can't be imported", async () => {
    expect(await ask(pool, "broken")).toEqual(["failed"]);
    expectAsRecorded(pool, "broken-import");
  });

  test("with a scoped app", async () => {
    await ask(pool, "@acme/cart");
    expectAsRecorded(pool, "scoped");
  });

  test("when it holds more than its size", async () => {
    await ask(pool, "app1", "app2", "app3");
    expectAsRecorded(pool, "over-capacity");
  });
});

describe("a pool of two reads as the real one was recorded", () => {
  let pool: WorkerPool;
  beforeAll(() => {
    pool = new WorkerPool({ maxSize: 2 }, logger);
  });
  afterAll(() => pool.stop());

  test("when a worker has crashed and the clean-up has not seen it yet", async () => {
    expect(await ask(pool, "crash")).toEqual(["failed"]);
    expectAsRecorded(pool, "crashed");
  });

  test("after the clean-up has retired it", async () => {
    await eventually("the worker is retired", () => pool.getMetrics().totalWorkersRetired === 1);
    expectAsRecorded(pool, "crashed-then-retired");
  });

  test("after workers were evicted and spawned again", async () => {
    await ask(pool, "hello", "app1", "app2", "app3", "hello", "app1", "hello", "app3");
    expectAsRecorded(pool, "evicted-and-respawned");
  });
});
