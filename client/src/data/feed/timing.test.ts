import { describe, expect, test } from "bun:test";
import {
  addInterval,
  backoff,
  type Intervals,
  MAX_RETRY_MS,
  maxSilence,
  roundedInterval,
  snapshotPollInterval,
  statsPollInterval,
  typicalInterval,
} from "./timing.ts";

const learn = (...intervals: number[]) => intervals.reduce(addInterval, [] as Intervals);
const thrice = (ms: number) => [ms, ms, ms];

describe("the interval", () => {
  test("is the median of the last five", () => {
    const intervals = learn(9_000, 1_000, 1_000, 990, 1_010, 5_000);
    expect(intervals).toHaveLength(5);
    expect(typicalInterval(intervals)).toBe(1_000);
    expect(typicalInterval([])).toBeNull();
  });

  test("is not spoiled by a short first one, a long sleep or a burst", () => {
    expect(typicalInterval(learn(50))).toBeNull();
    expect(typicalInterval(learn(50, 15_000))).toBeNull();
    expect(typicalInterval(learn(50, 15_000, 15_000))).toBe(15_000);
    expect(typicalInterval(learn(1_000, 60_000, 1_000))).toBe(1_000);
    expect(typicalInterval(learn(20_000, 3, 0, 1, 20_000, 0, 2, 19_999))).toBe(20_000);
  });

  test("is displayed in round numbers", () => {
    expect([48, 260, 960, 1_020, 4_970].map((ms) => roundedInterval(thrice(ms)))).toEqual([
      50, 250, 1_000, 1_000, 5_000,
    ]);
  });
});

describe("silence makes numbers stale", () => {
  const usual = { eventAt: 0, heartbeatAt: null };

  test("after three intervals, but not before three seconds", () => {
    expect(maxSilence({ intervals: thrice(250), ...usual })).toBe(3_000);
    expect(maxSilence({ intervals: thrice(5_000), ...usual })).toBe(15_000);
    expect(maxSilence({ intervals: thrice(250), ...usual, heartbeatAt: 0 })).toBe(3_000);
  });

  test("while the interval is unknown: after 3 s without any event, 10 s after the first, 30 s with heartbeats", () => {
    const unknown = { intervals: [], ...usual };
    expect(maxSilence({ ...unknown, eventAt: null })).toBe(3_000);
    expect(maxSilence({ ...unknown, eventAt: null, heartbeatAt: 0 })).toBe(3_000);
    expect(maxSilence(unknown)).toBe(10_000);
    expect(maxSilence({ ...unknown, heartbeatAt: 0 })).toBe(30_000);
  });
});

describe("polling", () => {
  test("requests stats at the feed's pace, at most every two seconds", () => {
    expect(statsPollInterval([])).toBe(2_000);
    expect(statsPollInterval(thrice(500))).toBe(2_000);
    expect(statsPollInterval(thrice(10_000))).toBe(10_000);
  });

  test("requests snapshots at least every 30 s while the stream is silent", () => {
    expect(snapshotPollInterval(thrice(10_000))).toBe(10_000);
    expect(snapshotPollInterval(thrice(3_600_000))).toBe(30_000);
  });
});

describe("the wait before reconnecting", () => {
  test("doubles from the server's retry up to 30 s", () => {
    expect([1, 2, 3, 4].map((n) => backoff(n, 1_000, 1))).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(backoff(50, 1_000, 1)).toBe(MAX_RETRY_MS);
  });

  test("is spread over its upper half", () => {
    expect(backoff(3, 1_000, 0)).toBe(2_000);
    expect(backoff(3, 1_000, 0.5)).toBe(3_000);
  });

  test("is never shorter than the server's Retry-After", () => {
    expect(backoff(1, 1_000, 0, 60_000)).toBe(60_000);
  });

  test("stays reasonable with a retry of 0", () => {
    expect(backoff(1, 0, 0)).toBeGreaterThanOrEqual(125);
  });
});
