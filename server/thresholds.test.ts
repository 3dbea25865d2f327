import { afterEach, beforeEach, describe, expect, jest, test } from "bun:test";
import { serve } from "../testing/serve.ts";
import { nextTurn, settled } from "../testing/turns.ts";
import { poolInEveryState } from "../testing/worker-in-every-state.ts";

const heap = { total_physical_size: 1, used_heap_size: 1 };

/** A pool with failed workers and a queue that is three quarters full; `block` blocks the worker `active`. */
function setUp() {
  let isBlocked = false;
  const pool = poolInEveryState((worker) => {
    const getHeapStatistics = () =>
      isBlocked && worker.id === "id-of-active" ? new Promise(() => {}) : Promise.resolve(heap);
    worker.worker = { getHeapStatistics };
  });
  const queue = { ephemeralConcurrency: 2, ephemeralQueueDepth: 75, ephemeralQueueLimit: 100 };
  const getMetrics = pool.getMetrics as () => object;
  pool.getMetrics = () => ({ ...getMetrics.call(pool), ...queue });
  return { ...probed(pool), block: () => (isBlocked = true) };
}

function probed(pool: unknown) {
  const { get } = serve(pool, { poolSize: 6 });
  return {
    probe: async (query: string) => {
      const response = await get(query);
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
  };
}

describe("GET /api/metrics/ with thresholds", () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  test("is as documented while none is exceeded; a value equal to its limit doesn't exceed it", async () => {
    const { status, body } = await setUp().probe("?max-utilization=1&max-queue=0.75&max-failed=99");
    expect([status, Object.keys(body)]).toEqual([200, ["pool", "uptime", "timestamp"]]);
  });

  test("is a 503 with the same body and what is exceeded", async () => {
    const { probe } = setUp();
    const plain = (await probe("")).body;
    const { status, body } = await probe("?max-utilization=0&max-queue=0.7&max-failed=0&_=1");
    expect(status).toBe(503);
    expect(Object.keys(body)).toEqual([...Object.keys(plain), "exceeded"]);
    expect(body.pool).toEqual(plain.pool);
    expect(body.exceeded).toEqual([
      { name: "max-utilization", limit: 0, value: expect.any(Number) },
      { name: "max-queue", limit: 0.7, value: 0.75 },
      { name: "max-failed", limit: 0, value: expect.any(Number) },
    ]);
  });

  test("finds a worker that has been blocked since the previous probe", async () => {
    const { probe, block } = setUp();
    expect((await probe("?max-blocked=0")).status).toBe(200);
    block();
    jest.advanceTimersByTime(1001);
    const second = probe("?max-blocked=0");
    await settled();
    jest.advanceTimersByTime(50);
    expect((await second).status).toBe(200);
    jest.advanceTimersByTime(1000);
    await nextTurn(); // responses of one turn share a reading
    const { status, body } = await probe("?max-blocked=0");
    expect([status, body.exceeded]).toEqual([503, [{ name: "max-blocked", limit: 0, value: 1 }]]);
  });

  const known = "use max-utilization, max-queue, max-failed, max-blocked";
  test.each([
    ["?max-utilisation=1", `"max-utilisation" is not a threshold: ${known}`],
    ["?max_failed=1", `"max_failed" is not a threshold: ${known}`],
    ["?Max-Failed=1", `"Max-Failed" is not a threshold: ${known}`],
    ["?max-utilization=1&amp;max-failed=0", `"amp;max-failed" is not a threshold: ${known}`],
    ["?%20max-failed=0", `" max-failed" is not a threshold: ${known}`],
    ["??max-failed=0", `"?max-failed" is not a threshold: ${known}`],
    ["?maxFailed=1&max-failed=1", `"maxFailed" is not a threshold: ${known}`],
    [
      "?max-utilization=90%25",
      '"max-utilization" must be a ratio of at least 0, such as 0.9, got "90%"',
    ],
    ["?max-queue=-1", '"max-queue" must be a ratio of at least 0, such as 0.9, got "-1"'],
    ["?max-queue=NaN", '"max-queue" must be a ratio of at least 0, such as 0.9, got "NaN"'],
    ["?max-failed=", '"max-failed" must be a whole number of at least 0, got ""'],
    ["?max-blocked=0.5", '"max-blocked" must be a whole number of at least 0, got "0.5"'],
    ["?max-failed=1&max-failed=2", '"max-failed" must be given only once, got "2"'],
  ])("is a 400 for %p: a probe must not succeed because of a typo", async (query, error) => {
    expect(await setUp().probe(query)).toEqual({ status: 400, body: { error } });
  });

  test.each(["max-queue", "max-failed", "max-blocked"])(
    "is a 400 if the pool does not report %s",
    async (name) => {
      const { probe } = probed({
        getMetrics: () => ({ size: 1, active: 1, idle: 0, creating: 0 }),
        getWorkerStats: () => [{ id: "w", app: "a@1", state: "active" }],
      });
      const error = `"${name}" can't be checked: this pool doesn't report it`;
      expect(await probe(`?${name}=1`)).toEqual({ status: 400, body: { error } });
      expect((await probe("?max-utilization=0.5")).status).toBe(503);
    },
  );

  test("is a 503 without a pool", async () => {
    expect((await probed(undefined).probe("?max-failed=0")).status).toBe(503);
  });
});
