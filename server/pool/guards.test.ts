import { describe, expect, test } from "bun:test";
import QuickLRU from "quick-lru";
import { fail, hostile } from "../../testing/hostile.ts";
import { InProcessPool, InProcessWorker } from "../../testing/in-process-pool.ts";
import {
  type PlainPool,
  type PlainWorker,
  poolInEveryState,
} from "../../testing/worker-in-every-state.ts";
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

type Lack = (target: Record<string, unknown>, part: string) => void;

const LACKS: Record<string, Lack> = {
  "is missing": (target, part) => {
    delete target[part];
  },
  "throws when it is read": (target, part) => {
    Object.defineProperty(target, part, { get: fail, enumerable: true });
  },
  "is nonsense": (target, part) => {
    target[part] = Symbol("nonsense");
  },
};

const CALL_LACKS: Record<string, Lack> = {
  ...LACKS,
  "throws when it is called": (target, part) => {
    target[part] = fail;
  },
  "returns nonsense": (target, part) => {
    target[part] = () => Symbol("nonsense");
  },
  "returns a promise that rejects": (target, part) => {
    target[part] = () => Promise.reject(new Error("late"));
  },
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

describe.each(Object.entries(LACKS))("a worker's part that %s costs its own detail:", (_, lack) => {
  test("id: the pool's key is used", () => {
    expect(idsOf(poolLacking(lack, "id"))).toEqual(idsOf(poolInEveryState()).map(() => "app"));
  });

  test("readyPromise: a start is unknown, and a failed one is known by its flag", () => {
    expect(rowsOf(poolLacking(lack, "readyPromise"))).toEqual([
      "active active 3 2",
      "idle idle 3 2",
      "ready active 0 2",
      "starting active 0 2",
      ...WHOLE.slice(4),
    ]);
  });

  test("hasCriticalError: only a failed start is known", () => {
    expect(rowsOf(poolLacking(lack, "hasCriticalError"))).toEqual([
      "active active 3 2",
      "crashed active 3 2",
      ...WHOLE.slice(1, 5),
      "ended terminated 3 0",
    ]);
  });

  test("terminated: the pool's own status is used", () => {
    expect(rowsOf(poolLacking(lack, "terminated"))).toEqual(WHOLE);
  });

  test("requestCount: the worker's row is used", () => {
    expect(rowsOf(poolLacking(lack, "requestCount"))).toEqual(WHOLE);
  });

  test("worker: its heap can't be sampled", () => {
    expect(read(poolInEveryState()).threads()).toHaveLength(3);
    expect(read(poolLacking(lack, "worker")).threads()).toEqual([]);
    expect(rowsOf(poolLacking(lack, "worker"))).toEqual(WHOLE);
  });
});

describe.each(Object.entries(CALL_LACKS))(
  "a worker's method that %s costs its own detail:",
  (_, lack) => {
    test("getStatus: the worker's row is used", () => {
      expect(rowsOf(poolLacking(lack, "getStatus"))).toEqual(WHOLE);
    });

    test("getStats: the pool's row, which includes its predecessors, is used", () => {
      expect(rowsOf(poolLacking(lack, "getStats"))).toEqual([
        "active active 13 2",
        "idle idle 13 2",
        "ready ready 10 2",
        "starting creating 10 2",
        "broken terminated failed 10 0",
        "crashed terminated failed 13 0",
        "ended terminated 13 0",
      ]);
    });

    test("both: the status comes from the pool's row too", () => {
      const pool = poolLacking(lack, "getStats", "getStatus");
      expect(countsOf(pool)).toEqual(COUNTS);
    });
  },
);

describe("a pool whose cache can't be read", () => {
  const without: Record<string, (pool: PlainPool) => void> = {
    "because it is missing": (pool) => Reflect.deleteProperty(pool, "cache"),
    "because it is null": (pool) => {
      pool.cache = null;
    },
    "because its getter throws": (pool) => {
      Object.defineProperty(pool, "cache", { get: fail });
    },
    "because it can't be iterated": (pool) => {
      pool.cache = { get: fail, size: 3 };
    },
    "because iterating throws at once": (pool) => {
      pool.cache = { [Symbol.iterator]: fail };
    },
    "because iterating throws midway": (pool) => {
      pool.cache = { [Symbol.iterator]: throwingAfterOne };
    },
    "because it yields no entries": (pool) => {
      pool.cache = new Set(["active@1.0.0"]);
    },
    "because it yields entries without workers": (pool) => {
      pool.cache = new Map([["active@1.0.0", 1]]);
    },
    "because it has no end": (pool) => {
      pool.cache = { [Symbol.iterator]: endless };
    },
  };

  test.each(Object.entries(without))("is read by its rows alone, %s", (_, change) => {
    const pool = poolInEveryState();
    change(pool);
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

describe.each(Object.entries(LACKS))("the pool's config that %s", (_, lack) => {
  test("leaves the size to the host's configuration", () => {
    const pool = poolInEveryState();
    expect(sizeOf(pool)).toBe(10);
    lack(pool, "config");
    expect(sizeOf(pool)).toBeUndefined();
    expect(sizeOf(pool, 12)).toBe(12);
  });

  test("counts like a config whose maxSize does", () => {
    const pool = poolInEveryState();
    const config = { maxSize: 10 };
    lack(config, "maxSize");
    pool.config = config;
    expect(sizeOf(pool)).toBeUndefined();
  });
});

test("reading never changes which worker quick-lru pushes out next", () => {
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

function poolLacking(lack: Lack, ...parts: string[]): PlainPool {
  return poolInEveryState((worker: PlainWorker) => {
    for (const part of parts) lack(worker, part);
  });
}

function read(pool: PlainPool, options?: ReaderOptions): Snapshot {
  return new PoolReader(pool, options).read();
}

function countsOf(source: PlainPool): object {
  const { pool, failed } = read(source);
  return { active: pool.active, idle: pool.idle, creating: pool.creating, failed };
}

/** The size that is found, if any. */
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

function idsOf(pool: PlainPool): string[] {
  return read(pool)
    .rows()
    .map(({ id, app }) => (id === app ? "app" : id));
}

function* throwingAfterOne() {
  yield ["active@1.0.0", {}];
  fail();
}

function* endless() {
  for (let index = 0; ; index++) yield [`app-${index}`, {}];
}
