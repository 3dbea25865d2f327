import { expect, test } from "bun:test";
import { PoolReader } from "./reader.ts";

const row = { ageMs: 2000, idleMs: 1000, requestCount: 3, errorCount: 0, status: "active" };

/** A pool as the real one is after a worker has crashed while no request was in it: it knows nothing. */
function poolWith(worker: object) {
  const instance = {
    id: "the-id",
    readyPromise: Promise.resolve(),
    hasCriticalError: false,
    terminated: false,
    getStats: () => row,
    worker,
  };
  const cache = new Map([["app@1.0.0", instance]]);
  return { cache, getMetrics: () => ({}), getWorkerStats: () => ({ "app@1.0.0": row }) };
}

function read(worker: object): unknown {
  const { pool, failed, rows } = new PoolReader(poolWith(worker)).read();
  const { active, total } = pool;
  return { active, total, failed, state: rows()[0]?.state, rowFailed: rows()[0]?.failed };
}

const GONE = { active: 0, total: 0, failed: 1, state: "terminated", rowFailed: true };
const ACTIVE = { active: 1, total: 1, failed: 0, state: "active", rowFailed: undefined };

test("a worker whose thread has ended by itself is terminated and failed, whatever the pool says", () => {
  expect(read({ threadId: -1 })).toEqual(GONE);
});

test.each([
  ["runs", { threadId: 7 }],
  ["has no number", {}],
  ["has no sense", { threadId: "-1" }],
])("a worker whose thread %s is what the pool says", (_, worker) => {
  expect(read(worker)).toEqual(ACTIVE);
});

test("a thread whose number throws is left alone", () => {
  const worker = Object.defineProperty({}, "threadId", {
    get() {
      throw new Error("no");
    },
  });
  expect(read(worker)).toEqual(ACTIVE);
});

test("a real worker that ends by itself is seen to have ended", async () => {
  const script = "setTimeout(() => process.exit(1), 50);";
  const url = URL.createObjectURL(new Blob([script], { type: "application/javascript" }));
  const worker = new Worker(url);
  const ended = new Promise((resolve) => worker.addEventListener("close", resolve));
  expect(read(worker)).toEqual(ACTIVE);
  await ended;
  expect(read(worker)).toEqual(GONE);
  URL.revokeObjectURL(url);
});
