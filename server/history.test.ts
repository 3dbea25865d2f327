import { afterEach, beforeEach, describe, expect, jest, test } from "bun:test";
import { InProcessPool } from "../testing/in-process-pool.ts";
import { serve } from "../testing/serve.ts";
import { nextTurn } from "../testing/turns.ts";
import {
  DETAIL,
  HISTORY_COLUMNS,
  HISTORY_GAP_MS,
  History,
  MAX_HISTORY_READINGS,
} from "./history.ts";
import type { HistoryColumn, HistoryResponse } from "./types.ts";

beforeEach(() => void jest.useFakeTimers({ now: Date.parse("2026-01-31T12:00:00Z") }));
afterEach(() => void jest.useRealTimers());

/** The values of a column. */
function columnOf({ columns, rows }: HistoryResponse, name: HistoryColumn): (number | null)[] {
  const at = columns.indexOf(name);
  return rows.map((row) => row[at] ?? null);
}

describe("readings", () => {
  function setUp() {
    const history = new History();
    const record = (total: number, detail: number = DETAIL.scrape, more: object = {}) =>
      history.record(detail, () => ({ time: Date.now(), total, ...more }));
    return { history, record, totals: () => columnOf(history.since(), "total") };
  }

  test("are kept in order, and the oldest is dropped once there are too many", () => {
    const { history, record, totals } = setUp();
    for (let total = 0; total < MAX_HISTORY_READINGS + 50; total++) {
      record(total);
      jest.advanceTimersByTime(HISTORY_GAP_MS);
    }
    expect(totals()).toEqual(
      Array.from({ length: MAX_HISTORY_READINGS }, (_, index) => index + 50),
    );
    const times = columnOf(history.since(), "time").map(Number);
    expect(times.toSorted((a, b) => a - b)).toEqual(times);
  });

  test("are a minimum time apart: one that comes sooner is neither kept nor computed", () => {
    const { history, record, totals } = setUp();
    record(1);
    jest.advanceTimersByTime(HISTORY_GAP_MS - 1);
    history.record(DETAIL.scrape, () => {
      throw new Error("not to be called");
    });
    jest.advanceTimersByTime(1);
    record(3);
    expect(totals()).toEqual([1, 3]);
  });

  test("are replaced by one with more detail, and by no other", () => {
    const { record, totals } = setUp();
    for (const base of [0, 10]) {
      record(base + 1, DETAIL.pool);
      jest.advanceTimersByTime(500);
      record(base + 2, DETAIL.scrape);
      jest.advanceTimersByTime(HISTORY_GAP_MS - 1);
      record(base + 3, DETAIL.totals);
      jest.advanceTimersByTime(1);
    }
    expect(totals()).toEqual([2, 12]);
  });

  test("keep what only a less detailed one has", () => {
    const { history, record, totals } = setUp();
    record(1, DETAIL.rows, { blocked: 2 });
    jest.advanceTimersByTime(500);
    record(3, DETAIL.totals, { requests: 7 });
    expect([totals(), columnOf(history.since(), "blocked")]).toEqual([[3], [2]]);
    expect(columnOf(history.since(), "requests")).toEqual([7]);
  });

  test("take what they lack from a less detailed one, once", () => {
    const { history, record, totals } = setUp();
    record(1, DETAIL.totals, { requests: 7 });
    for (const blocked of [2, 3]) {
      jest.advanceTimersByTime(400);
      record(9, DETAIL.rows, { blocked, requests: 8 });
    }
    expect([totals(), columnOf(history.since(), "blocked")]).toEqual([[1], [2]]);
    expect(columnOf(history.since(), "requests")).toEqual([7]);
    jest.advanceTimersByTime(HISTORY_GAP_MS - 800);
    record(4, DETAIL.pool);
    expect([totals(), columnOf(history.since(), "blocked")]).toEqual([
      [1, 4],
      [2, null],
    ]);
  });

  test("replace all values of the oldest one", () => {
    const { history, record } = setUp();
    for (let index = 0; index < MAX_HISTORY_READINGS; index++) {
      record(1, DETAIL.scrape, { blocked: 5 });
      jest.advanceTimersByTime(HISTORY_GAP_MS);
    }
    record(2, DETAIL.pool);
    expect(columnOf(history.since(), "blocked").at(-1)).toBeNull();
  });

  test("continue those of another module, whose columns are found by name", () => {
    const { history, record } = setUp();
    record(1, DETAIL.scrape, { blocked: 5 });
    const { columns, rows } = history.state;
    const state = { columns: columns.toReversed(), rows: rows.map((row) => row.toReversed()) };
    expect(new History(state).state).toEqual(history.state);
  });

  test("since a time are those after it", () => {
    const { history, record } = setUp();
    const began = Date.now();
    for (const total of [1, 2, 3]) {
      record(total);
      jest.advanceTimersByTime(1000);
    }
    expect(columnOf(history.since(began), "total")).toEqual([2, 3]);
    expect(history.since(began + 2000).rows).toEqual([]);
  });
});

describe("GET /api/metrics/history", () => {
  function setUp(pool?: unknown, poolSize = 3) {
    const { service, get, json, text } = serve(pool, { poolSize });
    const history = (query = ""): Promise<HistoryResponse> => json(`history${query}`);
    return { service, get, json, text, history };
  }

  /** The columns in which the last row has a number. */
  function knownIn({ columns, rows }: HistoryResponse): string[] {
    return columns.filter((_, index) => typeof rows.at(-1)?.[index] === "number");
  }

  /** Advances the clock, and ends the turn of the event loop whose readers share one reading. */
  async function pass(milliseconds: number): Promise<void> {
    jest.advanceTimersByTime(milliseconds);
    await nextTurn();
  }

  const POOL: HistoryColumn[] = [
    "time",
    "size",
    "active",
    "idle",
    "creating",
    "total",
    "heldFailures",
  ];

  /** The samples of the text that have a column. */
  const IN_TEXT: { [C in HistoryColumn]?: string } = {
    size: "buntime_pool_size",
    active: "buntime_pool_active",
    idle: "buntime_pool_idle",
    creating: "buntime_pool_creating",
    total: "buntime_pool_total",
    heldFailures: "buntime_pool_failed",
    queueDepth: "buntime_pool_ephemeral_queue_depth",
    queueLimit: "buntime_pool_ephemeral_queue_limit",
    requests: "buntime_pool_requests_total",
    hits: "buntime_pool_hits_total",
    misses: "buntime_pool_misses_total",
    evictions: "buntime_pool_evictions_total",
    created: "buntime_pool_workers_created_total",
    failed: "buntime_pool_workers_failed_total",
    retired: "buntime_pool_workers_retired_total",
    unaccounted: "buntime_pool_workers_unaccounted",
    servedRequests: "buntime_apps_requests_total",
    succeededRequests: "buntime_apps_response_time_seconds_count",
    errors: "buntime_apps_errors_total",
    responseSeconds: "buntime_apps_response_time_seconds_sum",
    processCpuSeconds: "process_cpu_seconds_total",
    processResidentBytes: "process_resident_memory_bytes",
  };

  test("is empty before the pool is read, and does not read it", async () => {
    const { service, history } = setUp();
    const empty = { columns: [...HISTORY_COLUMNS], rows: [] };
    expect(await history()).toEqual(empty);
    service.setPool(new InProcessPool(3), { poolSize: 3 });
    expect(await history()).toEqual(empty);
  });

  test("has the pool's numbers of the JSON, and null otherwise", async () => {
    const { json, history } = setUp(new InProcessPool(3), 4);
    const { pool, timestamp } = await json("");
    const { size, active, idle, creating, total } = pool;
    const known = [Date.parse(timestamp), size, active, idle, creating, total, 0];
    const { columns, rows } = await history();
    expect(columns.slice(0, known.length)).toEqual(POOL);
    expect(rows).toEqual([[...known, ...Array(columns.length - known.length).fill(null)]]);
  });

  test("has all figures of a scrape", async () => {
    const pool = new InProcessPool(3, 5);
    const totals = {
      totalRequests: 70,
      hits: 40,
      misses: 30,
      evictions: 6,
      totalWorkersCreated: 20,
    };
    const ended = { totalWorkersFailed: 2, totalWorkersRetired: 11 };
    const queue = { ephemeralQueueDepth: 8, ephemeralQueueLimit: 90 };
    const metrics = { ...pool.getMetrics(), ...totals, ...ended, ...queue };
    pool.getMetrics = () => metrics;
    const { text, history } = setUp(pool, 4);
    const values = new Map(
      Array.from((await text("prometheus")).matchAll(/^(\w+) (\S+)$/gm), ([, name, value]) => {
        return [name, Number(value)] as const;
      }),
    );
    const body = await history();
    for (const [name, sample] of Object.entries(IN_TEXT)) {
      expect([name, columnOf(body, name as HistoryColumn)]).toEqual([
        name,
        [values.get(sample) ?? null],
      ]);
    }
    const unknown = ["blocked", "workerCpuSeconds"]; // these workers have no threads
    expect(knownIn(body)).toEqual(HISTORY_COLUMNS.filter((name) => !unknown.includes(name)));
    expect(columnOf(body, "avgResponseTimeMs")).toEqual([metrics.avgResponseTimeMs]);
  });

  test("has the figures of the feed's activity", async () => {
    const { service, history } = setUp(new InProcessPool(3));
    const reader = service.feed.open()?.getReader();
    await reader?.read();
    await reader?.cancel();
    const scrapesOnly = ["workerCpuSeconds", "processCpuSeconds", "processResidentBytes"];
    const unknown = ["blocked", ...scrapesOnly];
    const body = await history();
    expect(knownIn(body)).toEqual(HISTORY_COLUMNS.filter((name) => !unknown.includes(name)));
    const queue = [columnOf(body, "queueDepth"), columnOf(body, "queueLimit")];
    expect(queue).toEqual([[0], [100]]);
  });

  test("has the number of blocked workers of stats", async () => {
    const row = { app: "a@1", state: "active" };
    const rows = [{ ...row, blocked: true }, { ...row, blocked: false }, row];
    const { get, history } = setUp({
      getMetrics: () => ({ active: 3 }),
      getWorkerStats: () => rows,
    });
    await get("stats");
    expect(columnOf(await history(), "blocked")).toEqual([1]);
  });

  test("has the number of blocked workers of a scrape, without those of apps that are gone", async () => {
    const rows = [{ app: "a@1", state: "active", blocked: true }];
    const { get, history } = setUp({
      getMetrics: () => ({ active: 1 }),
      getWorkerStats: () => rows,
    });
    await get("prometheus");
    await pass(1000);
    rows.length = 0;
    await get("prometheus");
    expect(columnOf(await history(), "blocked")).toEqual([1, null]);
  });

  test.each([
    "2026-01-31T12:00:00.000Z",
    "2026-01-31T13:00:00%2B01:00",
    "2026-01-31 13:00:00%2B0100",
  ])("?since=%s omits what is not later", async (since) => {
    const { get, history } = setUp(new InProcessPool(2));
    await get("");
    await pass(1000);
    await get("");
    expect((await history()).rows.length).toBe(2);
    expect((await history(`?since=${since}&_=1`)).rows.length).toBe(1);
  });

  test.each([
    ...["yesterday", "", "1769860800000", "2026-01-31", "2026-01-31T25:00:00Z"],
    ...["2026-02-30T12:00:00Z", "2026-02-29T23:59:59%2B01:00"],
  ])("?since=%s is a 400 that says what is expected", async (since) => {
    const response = await setUp().get(`history?since=${since}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: `"since" must be an ISO 8601 time with its zone, such as 2026-01-31T12:00:00Z, got "${decodeURIComponent(since)}"`,
    });
  });
});
