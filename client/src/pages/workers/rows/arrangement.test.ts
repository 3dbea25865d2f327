import { describe, expect, test } from "bun:test";
import { EMPTY_ROSTER, rosterOf } from "../../../data/stats/roster.ts";
import { testRow } from "../../../data/stats/testRows.ts";
import { NO_RATES } from "../../../insight/rowRates.ts";
import {
  type Arrangement,
  EMPTY_ARRANGEMENT,
  nextArrangement,
  rowsInOrder,
} from "./arrangement.ts";
import {
  type FilteredStats,
  holdOrder,
  holdPlaces,
  MAX_LEAVING,
  MAX_STAY_MS,
  type Places,
  placeRows,
  statusOf,
} from "./places.ts";

const [a, b, c] = ["a", "b", "c"].map((id) => testRow({ id })) as [Row, Row, Row];
type Row = ReturnType<typeof testRow>;
const stats = (at: number, rows: Row[], all = rows) => ({
  rows,
  all,
  positions: rosterOf(all, EMPTY_ROSTER).positions,
  at,
});
const before = placeRows(stats(0, [a, b, c]));
const shown = (places: Places) => places.rows.map(({ id }) => `${id} ${statusOf(places, id)}`);

describe("rows of a table in use", () => {
  test("keep their places with their new values; new rows are appended", () => {
    const busy = { ...c, requests: 9 };
    const after = holdPlaces(before, stats(1, [testRow({ id: "n" }), busy, a, b]));
    expect(shown(after)).toEqual(["a shown", "b shown", "c shown", "n shown"]);
    expect(after.rows[2]?.requests).toBe(9);
  });

  test("that no longer match the filters keep their real state; missing ones have ended", () => {
    const idle = { ...b, state: "idle" as const };
    const after = holdPlaces(before, stats(1, [a], [a, idle]));
    expect(shown(after)).toEqual(["a shown", "b unmatched", "c ended"]);
    expect(after.rows[1]).toBe(idle);
    expect(shown(holdPlaces(after, stats(2, [a, b], [a, b, c])))).toEqual([
      "a shown",
      "b shown",
      "c unmatched",
    ]);
  });

  test("keep their places for a while after leaving", () => {
    let places = holdPlaces(before, stats(2_000, [a]));
    expect(places.rows).toHaveLength(3);
    places = holdPlaces(places, stats(MAX_STAY_MS, [a]));
    expect(places.rows).toHaveLength(3);
    expect(shown(holdPlaces(places, stats(MAX_STAY_MS + 1, [a])))).toEqual(["a shown"]);
  });

  test("are bounded: only the latest ones keep their places after leaving", () => {
    const crowd = Array.from({ length: 3 * MAX_LEAVING }, (_, i) => testRow({ id: `w${i}` }));
    const two = placeRows(stats(0, crowd));
    const one = holdPlaces(two, stats(1, crowd.slice(0, -1)));
    const last = holdPlaces(one, stats(2, [a]));
    expect(last.rows).toHaveLength(MAX_LEAVING + 1);
    expect(last.rows.some((row) => row === crowd.at(-1))).toBe(false);
    expect(last.rows.at(-1)).toBe(a);
  });
});

test("a held order has new names at the end", () => {
  expect(holdOrder(["x", "y", "z"], ["n", "z", "x"])).toEqual(["x", "z", "n"]);
});

describe("an arrangement by app", () => {
  const [shop, blog] = [testRow({ id: "s", app: "shop" }), testRow({ id: "t", app: "blog" })];
  const search = { group: true, sort: "requests", desc: true } as const;
  const apps = (groups: readonly { name: string }[]) => groups.map(({ name }) => name);
  const next = (before: Arrangement, now: FilteredStats, held: boolean) =>
    nextArrangement(before, { stats: now, rates: NO_RATES, search, held });
  const first = next(EMPTY_ARRANGEMENT, stats(0, [{ ...shop, requests: 5 }, blog]), false);

  test("holds the order of the apps, and only sums rows that are shown", () => {
    const now = stats(1, [{ ...blog, requests: 9 }]);
    const held = next(first, now, true);
    expect(apps(held.groups)).toEqual(["shop", "blog"]);
    expect(
      held.groups
        .map((group) => group.sums(NO_RATES))
        .map(({ workers, requests }) => [workers, requests]),
    ).toEqual([
      [0, null],
      [1, 9],
    ]);
    expect(apps(next(held, now, false).groups)).toEqual(["blog"]);
  });

  test("gives its rows in the order of the screen, without leaving ones", () => {
    const wide = stats(0, [
      { ...blog, requests: 9 },
      { ...shop, requests: 20 },
      { ...blog, id: "u" },
    ]);
    const now = next(EMPTY_ARRANGEMENT, wide, false);
    expect(rowsInOrder(now).map(({ id }) => id)).toEqual(["s", "t", "u"]);
    const later = next(now, stats(1, [{ ...blog, requests: 30 }, shop]), true);
    expect(rowsInOrder(later).map(({ id }) => id)).toEqual(["s", "t"]);
  });

  test("is sorted again when it is no longer held", () => {
    const now = stats(1, [{ ...blog, requests: 9 }, shop]);
    expect(apps(next(first, now, true).groups)).toEqual(["shop", "blog"]);
    expect(apps(next(first, now, false).groups)).toEqual(["blog", "shop"]);
  });
});

test("history is in its own section, sorted apart from the workers", () => {
  const rows = [
    { ...a, requests: 1 },
    testRow({ id: "h1", state: "terminated", requests: 5 }),
    { ...b, requests: 9 },
    testRow({ id: "h2", state: "terminated", requests: 70 }),
    testRow({ id: "f", state: "terminated", failed: true }),
  ];
  const search = { sort: "requests", desc: true } as const;
  const input = { stats: stats(0, rows), rates: NO_RATES, search, held: false };
  const arrangement = nextArrangement(EMPTY_ARRANGEMENT, input);
  expect(arrangement.places.rows.map(({ id }) => id)).toEqual(["b", "a", "f"]);
  expect(arrangement.ended.rows.map(({ id }) => id)).toEqual(["h2", "h1"]);
  expect(rowsInOrder(arrangement).map(({ id }) => id)).toEqual(["b", "a", "f", "h2", "h1"]);
});
