import { describe, expect, test } from "bun:test";
import { testRow, testStats } from "../../../data/stats/testRows.ts";
import {
  holdPlaces,
  MAX_LEAVING,
  MAX_STAY_MS,
  type Places,
  placeRows,
  statusOf,
} from "./places.ts";

const [a, b, c] = ["a", "b", "c"].map((id) => testRow({ id })) as [Row, Row, Row];
type Row = ReturnType<typeof testRow>;
const before = placeRows(testStats(0, [a, b, c]));
const shown = (places: Places) => places.rows.map(({ id }) => `${id} ${statusOf(places, id)}`);

describe("rows of a table in use", () => {
  test("keep their places with their new values; new rows are appended", () => {
    const busy = { ...c, requests: 9 };
    const after = holdPlaces(before, testStats(1, [testRow({ id: "n" }), busy, a, b]));
    expect(shown(after)).toEqual(["a shown", "b shown", "c shown", "n shown"]);
    expect(after.rows[2]?.requests).toBe(9);
  });

  test("keep them over further responses, whether the response has the same order or another", () => {
    const first = testStats(1, [c, a, b]);
    const moved = holdPlaces(before, first);
    const busy = [
      { ...c, requests: 3 },
      { ...a, requests: 1 },
      { ...b, requests: 2 },
    ];
    const sameOrder = holdPlaces(moved, { ...testStats(2, busy), positions: first.positions });
    expect(sameOrder.rows.map(({ id, requests }) => `${id}${requests}`)).toEqual([
      "a1",
      "b2",
      "c3",
    ]);
    const otherOrder = holdPlaces(sameOrder, testStats(3, busy.toReversed()));
    expect(otherOrder.rows.map(({ id, requests }) => `${id}${requests}`)).toEqual([
      "a1",
      "b2",
      "c3",
    ]);
  });

  test("that no longer match the filters show their real state; missing ones have ended", () => {
    const idle = { ...b, state: "idle" as const };
    const after = holdPlaces(before, testStats(1, [a], [a, idle]));
    expect(shown(after)).toEqual(["a shown", "b unmatched", "c ended"]);
    expect(after.rows[1]).toBe(idle);
    expect(shown(holdPlaces(after, testStats(2, [a, b], [a, b, c])))).toEqual([
      "a shown",
      "b shown",
      "c unmatched",
    ]);
  });

  test("keep their places for a while after leaving", () => {
    let places = holdPlaces(before, testStats(2_000, [a]));
    expect(places.rows).toHaveLength(3);
    places = holdPlaces(places, testStats(MAX_STAY_MS, [a]));
    expect(places.rows).toHaveLength(3);
    expect(shown(holdPlaces(places, testStats(MAX_STAY_MS + 1, [a])))).toEqual(["a shown"]);
  });

  test("are bounded: only the latest ones keep their places after leaving", () => {
    const crowd = Array.from({ length: 3 * MAX_LEAVING }, (_, i) => testRow({ id: `w${i}` }));
    const two = placeRows(testStats(0, crowd));
    const one = holdPlaces(two, testStats(1, crowd.slice(0, -1)));
    const last = holdPlaces(one, testStats(2, [a]));
    expect(last.rows).toHaveLength(MAX_LEAVING + 1);
    expect(last.rows.some((row) => row === crowd.at(-1))).toBe(false);
    expect(last.rows.at(-1)).toBe(a);
  });
});
