import { expect, test } from "bun:test";
import { PoolReader } from "./reader.ts";

const row = { ageMs: 2000, idleMs: 1000, requestCount: 3, errorCount: 0, status: "active" };

/** A pool as the real one after a worker has crashed without a request: it has not noticed. */
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

test("a worker whose thread has ended is terminated and failed, whatever the pool reports", () => {
  expect(read({ threadId: -1 })).toEqual(GONE);
});

test.each([
  ["runs", { threadId: 7 }],
  ["has no id", {}],
  ["is malformed", { threadId: "-1" }],
])("a worker whose thread %s is as the pool reports", (_, worker) => {
  expect(read(worker)).toEqual(ACTIVE);
});

test("a thread whose id throws is ignored", () => {
  const worker = Object.defineProperty({}, "threadId", {
    get() {
      throw new Error("no");
    },
  });
  expect(read(worker)).toEqual(ACTIVE);
});

test("a real worker that exits has ended", async () => {
  const script = "setTimeout(() => process.exit(1), 50);";
  const url = URL.createObjectURL(new Blob([script], { type: "application/javascript" }));
  const worker = new Worker(url);
  const ended = new Promise((resolve) => worker.addEventListener("close", resolve));
  expect(read(worker)).toEqual(ACTIVE);
  await ended;
  expect(read(worker)).toEqual(GONE);
  URL.revokeObjectURL(url);
});
