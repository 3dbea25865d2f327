import { describe, expect, test } from "bun:test";
import QuickLRU from "quick-lru";
import { fail, hostile } from "../../testing/hostile.ts";
import { InProcessPool, InProcessWorker } from "../../testing/in-process-pool.ts";
import { type PlainPool, poolInEveryState } from "../../testing/worker-in-every-state.ts";
import { PoolReader, type ReaderOptions } from "./reader.ts";
import type { Snapshot } from "./snapshot.ts";

/** app, state, requests, uptime; ids where they aren't the app's */
const WHOLE = [
  "active active 3 2",
  "idle idle 3 2",
  "ready ready 0 2",
  "starting creating 0 2",
  "broken terminated failed 0 0",
  "crashed terminated failed 3 0",
  "ended terminated 3 0",
];

const COUNTS = { active: 1, idle: 2, creating: 1, failed: 2 };

const LACKS: Record<string, PropertyDescriptor> = {
  "is missing": { value: undefined },
  "throws when it is read": { get: fail },
  "is nonsense": { value: Symbol("nonsense") },
};

const CALL_LACKS: Record<string, PropertyDescriptor> = {
  ...LACKS,
  "throws when it is called": { value: fail },
  "returns nonsense": { value: () => Symbol("nonsense") },
  "returns a promise that rejects": { value: () => Promise.reject(new Error("late")) },
};

test("a complete pool is read completely", () => {
  expect(rowsOf(poolInEveryState())).toEqual(WHOLE);
  expect(countsOf(poolInEveryState())).toEqual(COUNTS);
});

test("a worker that was terminated is terminated, whatever its status", () => {
  const pool = poolInEveryState((worker) => {
    if (worker.id === "id-of-active") worker.terminated = true;
  });
  expect(rowsOf(pool)).toContain("active terminated 3 0");
});

/** A pool whose active worker has this thread. */
const poolWithThread = (thread: unknown) =>
  poolInEveryState((worker) => {
    if (worker.id === "id-of-active") worker.worker = thread;
  });

describe("a worker's thread", () => {
  test("that has ended makes it terminated and failed, whatever the pool reports", () => {
    expect(rowsOf(poolWithThread({ threadId: -1 }))).toContain("active terminated failed 3 0");
    expect(countsOf(poolWithThread({ threadId: -1 }))).toEqual({ ...COUNTS, active: 0, failed: 3 });
  });

  test.each([
    ["runs", { threadId: 7 }],
    ["has no id", {}],
    ["has a malformed id", { threadId: "-1" }],
    ["throws", hostile()],
  ])("that %s changes nothing", (_, thread) => {
    expect(rowsOf(poolWithThread(thread))).toEqual(WHOLE);
  });

  test("of a real worker that exits has ended", async () => {
    const worker = new Worker("data:text/javascript,setTimeout(() => process.exit(1), 50)");
    const ended = new Promise((resolve) => worker.addEventListener("close", resolve));
    expect(rowsOf(poolWithThread(worker))).toEqual(WHOLE);
    await ended;
    expect(rowsOf(poolWithThread(worker))).toContain("active terminated failed 3 0");
  });
});

/** The rows where a part can't be read. */
const WITHOUT_PART: Record<string, string[]> = {
  readyPromise: [
    "active active 3 2",
    "idle idle 3 2",
    "ready active 0 2",
    "starting active 0 2",
    ...WHOLE.slice(4),
  ],
  hasCriticalError: [
    "active active 3 2",
    "crashed active 3 2",
    ...WHOLE.slice(1, 5),
    "ended terminated 3 0",
  ],
  terminated: WHOLE,
  requestCount: WHOLE,
  worker: WHOLE,
};

/** The pool's figures, which include the workers' predecessors. */
const MERGED = [
  "active active 13 2",
  "idle idle 13 2",
  "ready ready 10 2",
  "starting creating 10 2",
  "broken terminated failed 10 0",
  "crashed terminated failed 13 0",
  "ended terminated 13 0",
];

const casesOf = (lacks: Record<string, PropertyDescriptor>, without: Record<string, string[]>) =>
  Object.entries(without).flatMap(([parts, rows]) =>
    Object.entries(lacks).map(([what, lack]) => ({ parts, what, lack, rows })),
  );

test.each([
  ...casesOf(LACKS, WITHOUT_PART),
  ...casesOf(CALL_LACKS, { getStatus: WHOLE, getStats: MERGED, "getStats getStatus": MERGED }),
])("a worker's $parts that $what costs only that detail", ({ parts, lack, rows }) => {
  expect(rowsOf(poolLacking(lack, ...parts.split(" ")))).toEqual(rows);
});

test.each(Object.entries(LACKS))("a worker's id or thread that %s is unknown", (_, lack) => {
  const idsOf = (pool: PlainPool) =>
    read(pool)
      .rows()
      .map(({ id }) => id.replace("id-of-", ""));
  const apps = idsOf(poolInEveryState()).map((id) => `${id}@1.0.0`);
  expect(idsOf(poolLacking(lack, "id"))).toEqual(apps);
  expect(read(poolInEveryState()).threads()).toHaveLength(3);
  expect(read(poolLacking(lack, "worker")).threads()).toEqual([]);
});

test("a completely unreadable worker is active, named by the pool's key", () => {
  const pool = poolInEveryState();
  pool.cache = new Map([["unreadable@1.0.0", hostile()]]);
  pool.getWorkerStats = () => ({});
  expect(rowsOf(pool)).toEqual(["unreadable active 0 0"]);
});

test.each([
  ["of which nothing can be read", { value: hostile(), enumerable: true }],
  ["whose getter throws", { get: fail, enumerable: true }],
])("a row %s is left out and not counted", (_, property) => {
  const rows = { "well@1.0.0": { requestCount: 3, status: "offline" } };
  const pool = poolInEveryState();
  pool.cache = new Map();
  pool.getWorkerStats = () => Object.defineProperty(rows, "unreadable@1.0.0", property);
  expect(rowsOf(pool)).toEqual(["well terminated 3 0"]);
  expect(
    read(pool)
      .apps()
      .map(({ requests }) => requests),
  ).toEqual([3, undefined]);
});

test("frozen objects can be read", () => {
  const pool = poolInEveryState((worker) => void Object.freeze(worker));
  expect(rowsOf(Object.freeze(pool))).toEqual(WHOLE);
});

describe("a pool whose cache can't be read", () => {
  test.each<[string, PropertyDescriptor]>([
    ["because it is missing", { value: undefined }],
    ["because it is null", { value: null }],
    ["because its getter throws", { get: fail }],
    ["because it can't be iterated", { value: { get: fail, size: 3 } }],
    ["because iterating throws at once", { value: { [Symbol.iterator]: fail } }],
    ["because iterating throws midway", { value: { [Symbol.iterator]: throwingAfterOne } }],
    ["because it yields no entries", { value: new Set(["active@1.0.0"]) }],
    ["because it yields entries without workers", { value: new Map([["active@1.0.0", 1]]) }],
    ["because it has no end", { value: { [Symbol.iterator]: endless } }],
  ])("is read from its rows only, %s", (_, cache) => {
    const pool = Object.defineProperty(poolInEveryState(), "cache", cache);
    expect(countsOf(pool)).toEqual({ active: 5, idle: 1, creating: 0, failed: undefined });
    expect(read(pool).held).toBeUndefined();
    expect(rowsOf(pool)).toEqual([
      "active active 13 2",
      "broken active 10 2",
      "crashed active 13 2",
      "idle idle 13 2",
      "ready active 10 2",
      "starting active 10 2",
      "ended terminated 13 0",
    ]);
  });
});

test.each(Object.entries(LACKS))(
  "the pool's config, or its maxSize, that %s leaves the size to the host's configuration",
  (_, lack) => {
    const pool = poolInEveryState();
    const config = { maxSize: 10 };
    expect(sizeOf({ ...pool, config })).toBe(10);
    Object.defineProperty(config, "maxSize", lack);
    expect(sizeOf({ ...pool, config })).toBeUndefined();
    Object.defineProperty(pool, "config", lack);
    expect([sizeOf(pool), sizeOf(pool, 12)]).toEqual([undefined, 12]);
  },
);

test("reading never changes which worker quick-lru evicts next", () => {
  const evictedAfter = (look: (pool: InProcessPool) => void): string[] => {
    const evicted: string[] = [];
    const source = new InProcessPool(4);
    const workers = [...source.cache];
    const cache = new QuickLRU<string, InProcessWorker>({
      maxSize: 4,
      onEviction: (key) => evicted.push(key),
    });
    for (const [key, worker] of workers) cache.set(key, worker);
    const pool = Object.assign(source, { cache });
    for (let round = 0; round < 12; round++) {
      look(pool);
      cache.set(`new-${round}@1.0.0`, new InProcessWorker(0));
      cache.get(`app-${round % 4}@1.0.0`);
    }
    return evicted;
  };
  const readAll = (pool: InProcessPool) => {
    const snapshot = new PoolReader(pool).read();
    snapshot.rows();
    snapshot.threads();
    snapshot.totals();
    snapshot.apps();
  };
  const unread = evictedAfter(() => {});
  expect(unread.length).toBeGreaterThan(4);
  expect(evictedAfter(readAll)).toEqual(unread);
});

function poolLacking(lack: PropertyDescriptor, ...parts: string[]): PlainPool {
  return poolInEveryState((worker) => {
    for (const part of parts) Object.defineProperty(worker, part, lack);
  });
}

function read(pool: PlainPool, options?: ReaderOptions): Snapshot {
  return new PoolReader(pool, options).read();
}

function countsOf(source: PlainPool): object {
  const { pool, failed } = read(source);
  return { active: pool.active, idle: pool.idle, creating: pool.creating, failed };
}

/** The detected size, if any. */
function sizeOf(pool: PlainPool, poolSize?: number): number | undefined {
  let found: number | undefined;
  const onSnapshot = (_: Snapshot, size?: number) => {
    found = size;
  };
  expect(read(pool, { poolSize, onSnapshot }).pool.size).toBe(found ?? 0);
  return found;
}

function rowsOf(pool: PlainPool): string[] {
  return read(pool)
    .rows()
    .map(({ app, state, failed, requests, uptime }) =>
      [app.replace("@1.0.0", ""), state, ...(failed ? ["failed"] : []), requests, uptime].join(" "),
    );
}

function* throwingAfterOne() {
  yield ["active@1.0.0", {}];
  fail();
}

function* endless() {
  for (let index = 0; ; index++) yield [`app-${index}`, {}];
}
