import { describe, expect, test } from "bun:test";
import { ApiError } from "../api.ts";
import { initialConnection } from "../feed/connection.ts";
import { appendSample, type Entry, isGap, type PoolSample } from "../feed/samples.ts";
import type { ActivitySample, FeedState } from "../feed/state.ts";
import type { History } from "../panelApi.ts";
import { createStore } from "../store.ts";
import { fillEntries } from "./fill.ts";
import { followHistory, samplesOf } from "./history.ts";

const POOL = { size: 4, active: 2, idle: 1, creating: 0, total: 3, utilization: 0.5 };

describe("a reading of the history", () => {
  const columns = ["time", "size", "active", "idle", "creating", "total", "requests", "blocked"];
  const read = (...rows: unknown[]) => samplesOf({ columns, rows } as History, "a");

  test("is a sample of the pool, and of the activity where requests were counted", () => {
    const { pool, activity } = read(
      [1_000, 4, 2, 1, 0, 3, null, null],
      [2_000, 0, 2, 0, 0, 2, 9, 1],
    );
    expect(pool).toEqual([
      { ...POOL, t: 1_000 },
      { size: 0, active: 2, idle: 0, creating: 0, total: 2, utilization: 0, t: 2_000 },
    ]);
    const timestamp = "1970-01-01T00:00:02.000Z";
    expect(activity).toEqual([{ t: 2_000, timestamp, instance: "a", requests: 9, blocked: 1 }]);
  });

  test("has a queue only with its depth and its limit", () => {
    const rows = [[1_000, 5, 100, 3]];
    const withQueue = samplesOf({
      columns: ["time", "queueDepth", "queueLimit", "requests"],
      rows,
    });
    expect(withQueue.activity[0]?.ephemeral).toEqual({ queueDepth: 5, queueLimit: 100 });
    expect(samplesOf({ columns: ["time", "requests"], rows }).activity[0]).not.toHaveProperty(
      "ephemeral",
    );
  });

  test("is left out if it is invalid", () => {
    const none = { pool: [], activity: [] };
    expect(read(null, "x", [], [Number.NaN, 4], [null, 4, 2, 1, 0, 3, 9, 0])).toEqual(none);
  });
});

describe("filled in", () => {
  interface Point {
    t: number;
    is?: string;
  }
  const seconds = (...times: number[]) => times.map((second) => ({ t: second * 1_000 }));
  const live = (...times: number[]): Entry<Point>[] =>
    seconds(...times).map(({ t }) => ({ t, is: "live" }));
  const gap = (second: number): Entry<Point> => ({ t: second * 1_000, gap: true });
  const fill = (entries: readonly Entry<Point>[], samples: Point[], startedAt = -1) =>
    fillEntries(entries, { samples, serverTime: ({ t }) => t, startedAt }).map((entry) =>
      isGap(entry)
        ? `gap ${entry.t / 1_000}`
        : `${"is" in entry ? "live" : "past"} ${entry.t / 1_000}`,
    );

  test("earlier samples come before live ones, without those of the same reading", () => {
    expect(fill(live(60, 61), seconds(15, 30, 45, 59.8, 60.5))).toEqual([
      "past 15",
      "past 30",
      "past 45",
      "live 60",
      "live 61",
    ]);
  });

  test("a page without live samples only has the history", () => {
    expect(fill([], seconds(1, 2))).toEqual(["past 1", "past 2"]);
    expect(fill([], [])).toEqual([]);
  });

  test("a gap between live samples is filled, and the rest of it remains a gap", () => {
    const missed = [...live(1, 2), gap(30), ...live(60, 61)];
    expect(fill(missed, seconds(10, 20, 30, 40, 50))).toEqual([
      ...["live 1", "live 2", "past 10", "past 20", "past 30", "past 40", "past 50"],
      ...["live 60", "live 61"],
    ]);
    expect(fill(missed, seconds(3, 4))).toEqual([
      ...["live 1", "live 2", "past 3", "past 4", "gap 32", "live 60", "live 61"],
    ]);
    expect(fill(missed, [])).toEqual(["live 1", "live 2", "gap 30", "live 60", "live 61"]);
  });

  test("silence is a gap if it is longer than the intervals next to it explain, however long they are", () => {
    expect(fill([], seconds(0, 60, 120, 180))).not.toContain("gap 90");
    expect(fill([], seconds(0, 1, 2, 31, 32, 33))).toContain("gap 16.5");
    expect(fill([], seconds(0, 1, 2, 17, 32, 47))).toHaveLength(6);
    expect(fill([], seconds(0, 400, 800))).toContain("gap 200");
  });

  test("no line crosses a restart", () => {
    expect(fill([...live(1), gap(2.5), ...live(5)], seconds(4), 3_000)).toEqual([
      ...["live 1", "gap 2.5", "past 4", "live 5"],
    ]);
  });
});

/** A page that has been live since 100 s, and a server whose clock is 40 s ahead. */
function begin(respond: (since: number | null) => Promise<History>) {
  const AHEAD = 40_000;
  let now = 102_000;
  const poolAt = (t: number): PoolSample => ({ ...POOL, t });
  const activityAt = (t: number): ActivitySample => {
    const timestamp = new Date(t + AHEAD).toISOString();
    return { t, timestamp, requests: t / 1_000, instance: "a" };
  };
  const at = (t: number, state: FeedState, missed: boolean): FeedState => ({
    ...state,
    snapshot: { pool: POOL, uptime: t / 1_000, timestamp: new Date(t + AHEAD).toISOString() },
    snapshotAt: t,
    pool: appendSample(state.pool, poolAt(t), missed),
    activity: appendSample(state.activity, activityAt(t), missed),
  });
  const connection = initialConnection(0);
  const nothing = {
    snapshot: null,
    snapshotAt: null,
    startedAt: 0,
    pool: [],
    activity: [],
    streamed: 2,
  };
  const before = at(100_000, { connection, ...nothing }, false);
  const store = createStore(at(101_000, before, false));
  const requested: (number | null)[] = [];
  const done = followHistory({
    store,
    now: () => now,
    getHistory: (since) => {
      requested.push(since);
      return respond(since);
    },
  });
  return {
    done,
    requested,
    state: store.get,
    receive(t: number, missed = false) {
      now = t;
      store.set(at(t, store.get(), missed));
    },
    /** Only the pool's numbers. */
    poll(t: number) {
      now = t;
      const state = store.get();
      const pool = appendSample(state.pool, poolAt(t), false);
      const polling = { ...state.connection, phase: "polling" as const };
      store.set({ ...state, pool, snapshotAt: t, connection: polling });
    },
  };
}

/** The readings of the server of `begin` at these seconds of the page's clock. */
function historyOf(instance: string, ...seconds: number[]): History {
  const columns = ["time", "size", "active", "idle", "creating", "total", "requests"] as const;
  const rows = seconds.map((s) => [s * 1_000 + 40_000, 4, 2, 1, 0, 3, s]);
  return { columns: [...columns], rows, instance };
}

const times = (entries: readonly Entry<{ t: number }>[]) => entries.map(({ t }) => t / 1_000);
const settle = () => Bun.sleep(5);

describe("the page's history", () => {
  test("begins with the server's readings, at times of the page's clock", async () => {
    const page = begin(async () => historyOf("a", 70, 85, 100, 101));
    await page.done;
    expect(page.requested).toEqual([null]);
    expect(times(page.state().pool)).toEqual([70, 85, 100, 101]);
    expect(times(page.state().activity)).toEqual([70, 85, 100, 101]);
  });

  test("is requested for what a lost connection has missed, from the last response on", async () => {
    const page = begin(async (since) => historyOf("a", ...(since === null ? [] : [108, 114])));
    await page.done;
    page.receive(103_000);
    page.receive(120_000, true);
    await settle();
    expect(page.requested).toEqual([null, 142_000]);
    expect(times(page.state().pool)).toEqual([100, 101, 103, 108, 114, 120]);
    expect(page.state().pool.some(isGap)).toBe(false);
  });

  test("is requested every 15 seconds while there is no stream, for what scrapes have counted", async () => {
    const page = begin(async (since) => historyOf("a", ...(since === null ? [] : [107, 112])));
    await page.done;
    for (const t of [104_000, 110_000, 116_000]) page.poll(t);
    expect(page.requested).toEqual([null]);
    page.poll(118_000);
    await settle();
    expect(page.requested).toEqual([null, 142_000]);
    expect(times(page.state().activity)).toEqual([100, 101, 107, 112]);
    expect(times(page.state().pool)).toEqual([100, 101, 104, 110, 116, 118]);
  });

  test("is requested at most every five seconds, however often the connection is lost", async () => {
    const page = begin(async () => historyOf("a"));
    await page.done;
    for (const t of [103_000, 104_000, 105_000]) page.receive(t, true);
    await settle();
    expect(page.requested).toHaveLength(1);
  });

  test.each([401, 404, 503])("is left out if it is refused (%p)", async (status) => {
    const page = begin(async () => {
      throw new ApiError("http", status);
    });
    await page.done;
    page.receive(120_000, true);
    await settle();
    expect(times(page.state().pool)).toEqual([100, 101, 110.5, 120]);
    expect(page.requested).toEqual([null, null]);
  });

  test("is left out if it comes from another process behind a load balancer", async () => {
    const page = begin(async () => historyOf("b", 70, 85));
    await page.done;
    expect(times(page.state().pool)).toEqual([100, 101]);
  });
});
