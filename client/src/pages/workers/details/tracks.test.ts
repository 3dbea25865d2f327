import { expect, test } from "bun:test";
import { testRow } from "../../../data/stats/testRows.ts";
import { blockedSince, trackRates, trackValues } from "./Tracks.tsx";

const point = (t: number, requests: number, afterGap = false) => ({
  t,
  row: testRow({ id: "a", requests }),
  afterGap,
});

test("no line joins readings between which some were missed", () => {
  const values = trackValues(
    [point(0, 1, true), point(2_000, 2), point(4_000, 3, true), point(60_000, 4)],
    (row) => row.requests,
  );
  expect(values).toEqual([
    { t: 0, value: 1 },
    { t: 2_000, value: 2 },
    { t: 3_000, gap: true },
    { t: 4_000, value: 3 },
    { t: 60_000, value: 4 },
  ]);
});

test("rates are differences of counts; after a fall they are unknown", () => {
  const points = [point(0, 0), point(2_000, 10), point(4_000, 3), point(6_000, 9, true)];
  expect(trackRates([...points, point(66_000, 69)], ({ requestRate }) => requestRate)).toEqual([
    { t: 2_000, value: 5 },
    { t: 4_000, value: null },
    { t: 6_000, gap: true },
    { t: 66_000, value: 1 },
  ]);
});

test("a worker is blocked since its last sample, or since it was first seen blocked", () => {
  const at = (t: number, blocked: boolean, sampledSecondsAgo?: number) => ({
    t,
    row: { ...testRow({ id: "a", blocked }), ...(sampledSecondsAgo ? { sampledSecondsAgo } : {}) },
    afterGap: false,
  });
  expect(blockedSince({ points: [at(0, false), at(9_000, true, 7)] })).toBe(2_000);
  expect(blockedSince({ points: [at(0, false), at(2_000, true), at(4_000, true)] })).toBe(2_000);
  expect(blockedSince({ points: [at(0, true), at(2_000, false)] })).toBeNull();
});
