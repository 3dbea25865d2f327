import { afterAll, afterEach, beforeAll, expect, spyOn, test } from "bun:test";
import { heapBytes, SOURCES, writeApp } from "../../testing/app-writer.ts";
import { eventually } from "../../testing/eventually.ts";
import { makeTempFolder, type TempFolder } from "../../testing/temp-folder.ts";
import { silent } from "../log.ts";
import { QueueFullError } from "./gate.ts";
import { NoResponseError, type WorkerInstance } from "./instance.ts";
import { WorkerPool } from "./pool.ts";
import type { AppSpec, PoolConfig } from "./types.ts";

let folder: TempFolder;
beforeAll(async () => {
  folder = await makeTempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

/** A pool that ends with the test. */
function open(config: Partial<PoolConfig> = {}): WorkerPool & AsyncDisposable {
  const pool = new WorkerPool({ maxSize: 4, ...config }, silent);
  return Object.assign(pool, { [Symbol.asyncDispose]: () => pool.stop() });
}

const write = (key: string, source: string, limits?: Partial<AppSpec>) =>
  writeApp(folder, key, source, limits);

const request = () => new Request("http://host/");

function instances(pool: WorkerPool): WorkerInstance[] {
  return [...pool.cache].map(([, instance]) => instance);
}

function only(pool: WorkerPool): WorkerInstance {
  const [instance, ...others] = instances(pool);
  if (!instance || others.length > 0) throw new Error("expected one worker in the pool");
  return instance;
}

let passed = 0;
const { now } = performance;
const clock = spyOn(performance, "now").mockImplementation(() => now.call(performance) + passed);
afterEach(() => {
  passed = 0;
});
afterAll(() => clock.mockRestore());

test("each request restarts a worker's ttl", async () => {
  await using pool = open();
  const spec = await write("kept@1", SOURCES.quick, { ttlMs: 60_000 });
  for (let i = 0; i < 3; i++) {
    await pool.fetch(spec, request());
    passed += 40_000;
  }
  expect(pool.getMetrics()).toMatchObject({ totalWorkersCreated: 1, totalWorkersRetired: 0 });
});

const twice = async (pool: WorkerPool, spec: AppSpec) =>
  Promise.allSettled([1, 2].map(() => pool.fetch(spec, request())));

test.each<[string, Partial<AppSpec>, keyof typeof SOURCES, number]>([
  ["at its maxRequests", { maxRequests: 2 }, "quick", 0],
  ["past its ttl", { ttlMs: 60_000 }, "quick", 60_000],
  ["after a crash, which fails all pending requests,", {}, "crashing", 0],
  ["after a request that timed out", { timeoutMs: 50 }, "silent", 0],
])("a worker that a request finds unhealthy %s is lost with its counts", async (...row) => {
  const [, limits, source, later] = row;
  await using pool = open();
  const spec = await write("lost@1", SOURCES[source], limits);
  const outcomes = await twice(pool, spec);
  const isFailing = source !== "quick";
  expect(outcomes.map(({ status }) => status === "rejected")).toEqual([isFailing, isFailing]);
  const lost = only(pool);
  expect(lost).toMatchObject({ requestCount: 2, hasCriticalError: isFailing });
  passed += later;
  await pool.fetch(spec, request()).catch(() => {});
  expect(only(pool).id).not.toBe(lost.id);
  expect(pool.getMetrics()).toMatchObject({ totalWorkersCreated: 2, totalWorkersRetired: 0 });
  expect(pool.getWorkerStats()[spec.key]?.requestCount).toBe(1);
  if (isFailing) return;
  // Its thread lives on, until the pool stops.
  expect(await heapBytes(lost.worker)).toBeGreaterThan(0);
  await pool.stop();
  const hasEnded = () => heapBytes(lost.worker).then(Boolean, () => "ended");
  await eventually("the thread has ended", async () => (await hasEnded()) === "ended");
});

test("a crash at rest goes unnoticed: the next request times out, the one after succeeds", async () => {
  await using pool = open();
  const spec = await write("late@1", SOURCES.crashingAtRest);
  await pool.fetch(spec, request());
  const { worker } = only(pool);
  await eventually(
    "the worker has crashed",
    () => (worker as { threadId?: number }).threadId === -1,
  );
  expect(only(pool).hasCriticalError).toBe(false);
  spec.timeoutMs = 50;
  await expect(pool.fetch(spec, request())).rejects.toThrow(NoResponseError);
  spec.timeoutMs = 60_000;
  expect((await pool.fetch(spec, request())).status).toBe(200);
  expect(pool.getMetrics()).toMatchObject({ totalWorkersCreated: 2, totalWorkersRetired: 0 });
});

test("an evicted worker still responds to its pending request", async () => {
  await using pool = open({ maxSize: 1 });
  const slow = pool.fetch(await write("slow@1", SOURCES.slow), request());
  const { id } = only(pool);
  await pool.fetch(await write("a@1", SOURCES.quick), request());
  await pool.fetch(await write("b@1", SOURCES.quick), request());
  expect(instances(pool).map((instance) => instance.id)).not.toContain(id);
  expect((await slow).status).toBe(200);
});

test("a worker that does not start in time has failed to start", async () => {
  await using pool = open({ startTimeoutMs: 50 });
  const spec = await write("late@1", SOURCES.slowStart);
  await expect(pool.fetch(spec, request())).rejects.toThrow("not ready within 50 ms");
  expect(Bun.peek.status(only(pool).readyPromise)).toBe("rejected");
});

test("a failed request to an app without ttl is in no row, and its worker counts as failed", async () => {
  await using pool = open();
  const spec = await write("fails@1", SOURCES.failing, { ttlMs: 0 });
  await expect(pool.fetch(spec, request())).rejects.toThrow("failed");
  expect(pool.getWorkerStats()).toEqual({});
  expect(pool.getMetrics()).toMatchObject({ totalWorkersCreated: 1, totalWorkersFailed: 1 });
});

test("requests to apps without ttl run two at a time, and are refused if the queue is full", async () => {
  await using pool = open({ ephemeralQueueLimit: 1 });
  const spec = await write("lambda@1", SOURCES.slow, { ttlMs: 0 });
  const running = [1, 2, 3].map(() => pool.fetch(spec, request()));
  expect(pool.getMetrics().ephemeralQueueDepth).toBe(1);
  await expect(pool.fetch(spec, request())).rejects.toThrow(QueueFullError);
  await Promise.all(running);
  const row = pool.getWorkerStats()["lambda@1"];
  expect(row).toMatchObject({ requestCount: 3, lastRequestCount: 1, status: "ephemeral" });
  expect(pool.getMetrics()).toMatchObject({ totalRequests: 3, misses: 3, ephemeralQueueDepth: 0 });
});

test("request and response are passed on unchanged", async () => {
  await using pool = open();
  const body = crypto.getRandomValues(new Uint8Array(1_000));
  const init = { method: "PUT", body, headers: { "x-kept": "yes" } };
  const spec = await write("echo@1", SOURCES.echo);
  const response = await pool.fetch(spec, new Request("http://host/a?b=c", init));
  expect(response.status).toBe(201);
  expect(response.headers.get("x-kept")).toBe("yes");
  expect(await response.bytes()).toEqual(body);
});

test("a request to a worker that is evicted during a start that fails is rejected", async () => {
  await using pool = open({ maxSize: 1 });
  const broken = await write("late@1", "await Bun.sleep(50); throw new Error('no such luck');");
  const answer = pool.fetch(broken, request()).catch((error: unknown) => error);
  const others = [1, 2, 3].map((n) => write(`other${n}@1`, SOURCES.quick));
  for (const other of await Promise.all(others)) await pool.fetch(other, request());
  expect(await answer).toBeInstanceOf(Error);
});
