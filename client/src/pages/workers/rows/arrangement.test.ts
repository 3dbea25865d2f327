import { describe, expect, test } from "bun:test";
import { madeUp } from "../../../data/stats/testRows.ts";
import { NOTHING, nextArrangement, rowsInOrder } from "./arrangement.ts";
import {
  holdOrder,
  holdPlaces,
  LONGEST_STAY_MS,
  MOST_STAYING,
  type Places,
  place,
  standingOf,
} from "./places.ts";
import { positionsOf } from "./positions.ts";

const [a, b, c] = ["a", "b", "c"].map((id) => madeUp({ id })) as [Row, Row, Row];
type Row = ReturnType<typeof madeUp>;
const answer = (at: number, rows: Row[], all = rows) => ({ rows, all, at });
const before = place(answer(0, [a, b, c]));
const shown = (places: Places) => places.rows.map(({ id }) => `${id} ${standingOf(places, id)}`);

describe("rows that somebody is at", () => {
  test("keep their places with their new values; the new come at the end", () => {
    const busy = { ...c, requests: 9 };
    const after = holdPlaces(before, answer(1, [madeUp({ id: "n" }), busy, a, b]));
    expect(shown(after)).toEqual(["a here", "b here", "c here", "n here"]);
    expect(after.rows[2]?.requests).toBe(9);
  });

  test("one that no longer suits the filters lives on in its real state; one that is nowhere has ended", () => {
    const idle = { ...b, state: "idle" as const };
    const after = holdPlaces(before, answer(1, [a], [a, idle]));
    expect(shown(after)).toEqual(["a here", "b left", "c ended"]);
    expect(after.rows[1]).toBe(idle);
    expect(shown(holdPlaces(after, answer(2, [a, b], [a, b, c])))).toEqual([
      "a here",
      "b here",
      "c left",
    ]);
  });

  test("keep the place of what has left for a while, not for ever", () => {
    let places = holdPlaces(before, answer(2_000, [a]));
    expect(places.rows).toHaveLength(3);
    places = holdPlaces(places, answer(LONGEST_STAY_MS, [a]));
    expect(places.rows).toHaveLength(3);
    expect(shown(holdPlaces(places, answer(LONGEST_STAY_MS + 1, [a])))).toEqual(["a here"]);
  });

  test("keep the places of so many at most, of those that left last", () => {
    const crowd = Array.from({ length: 3 * MOST_STAYING }, (_, i) => madeUp({ id: `w${i}` }));
    const two = place(answer(0, crowd));
    const one = holdPlaces(two, answer(1, crowd.slice(0, -1)));
    const last = holdPlaces(one, answer(2, [a]));
    expect(last.rows).toHaveLength(MOST_STAYING + 1);
    expect(last.rows.some((row) => row === crowd.at(-1))).toBe(false);
    expect(last.rows.at(-1)).toBe(a);
  });
});

test("an order is held with the new at the end", () => {
  expect(holdOrder(["x", "y", "z"], ["n", "z", "x"])).toEqual(["x", "z", "n"]);
});

test("where workers stand is looked up anew only when one comes, goes or moves", () => {
  const first = positionsOf([a, b]);
  expect([...first]).toEqual([
    ["a", 0],
    ["b", 1],
  ]);
  expect(positionsOf([{ ...a, requests: 9 }, b])).toBe(first);
  expect(positionsOf([b, a])).not.toBe(first);
  expect(positionsOf([b, a, c]).get("c")).toBe(2);
});

describe("an arrangement by app", () => {
  const [shop, blog] = [madeUp({ id: "s", app: "shop" }), madeUp({ id: "t", app: "blog" })];
  const search = { group: true, sort: "requests", desc: true } as const;
  const apps = (groups: readonly { name: string }[]) => groups.map(({ name }) => name);
  const first = nextArrangement(
    NOTHING,
    answer(0, [{ ...shop, requests: 5 }, blog]),
    search,
    false,
  );

  test("holds the apps' order, and sums up what is there alone", () => {
    const now = answer(1, [{ ...blog, requests: 9 }]);
    const held = nextArrangement(first, now, search, true);
    expect(apps(held.groups)).toEqual(["shop", "blog"]);
    expect(held.groups.map(({ sums }) => [sums.workers, sums.requests])).toEqual([
      [0, null],
      [1, 9],
    ]);
    expect(apps(nextArrangement(held, now, search, false).groups)).toEqual(["blog"]);
  });

  test("gives its rows in the order of the screen, without those that have left", () => {
    const wide = answer(0, [
      { ...blog, requests: 9 },
      { ...shop, requests: 20 },
      { ...blog, id: "u" },
    ]);
    const now = nextArrangement(NOTHING, wide, search, false);
    expect(rowsInOrder(now).map(({ id }) => id)).toEqual(["s", "t", "u"]);
    const later = nextArrangement(now, answer(1, [{ ...blog, requests: 30 }, shop]), search, true);
    expect(rowsInOrder(later).map(({ id }) => id)).toEqual(["s", "t"]);
  });

  test("has the new order once it is held no more", () => {
    const now = answer(1, [{ ...blog, requests: 9 }, shop]);
    expect(apps(nextArrangement(first, now, search, true).groups)).toEqual(["shop", "blog"]);
    expect(apps(nextArrangement(first, now, search, false).groups)).toEqual(["blog", "shop"]);
  });
});
