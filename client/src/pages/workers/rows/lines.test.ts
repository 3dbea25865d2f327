import { describe, expect, test } from "bun:test";
import { testRow, testRows, testStats } from "../../../data/stats/testRows.ts";
import { NO_RATES } from "../../../insight/rowRates.ts";
import { ENDED, Group, groupRows } from "./groups.ts";
import {
  type Arrangement,
  EMPTY_ARRANGEMENT,
  type Lines,
  linesOf,
  nextArrangement,
  rowsInOrder,
} from "./lines.ts";
import type { Ordering } from "./ordering.ts";
import { type FilteredStats, placeRows } from "./places.ts";

const [a, b, c] = ["a", "b", "c"].map((id) => testRow({ id })) as [Row, Row, Row];
type Row = ReturnType<typeof testRow>;
describe("an arrangement by app", () => {
  const [shop, blog] = [testRow({ id: "s", app: "shop" }), testRow({ id: "t", app: "blog" })];
  const search = { group: true, sort: "requests", desc: true } as const;
  const apps = (groups: readonly { name: string }[]) => groups.map(({ name }) => name);
  const next = (before: Arrangement, now: FilteredStats, ordering: Ordering) =>
    nextArrangement(before, { stats: now, rates: NO_RATES, search }, ordering);
  const first = next(EMPTY_ARRANGEMENT, testStats(0, [{ ...shop, requests: 5 }, blog]), "sorted");

  test("holds the order of the apps, and only sums rows that are shown", () => {
    const now = testStats(1, [{ ...blog, requests: 9 }]);
    const held = next(first, now, "held");
    expect(apps(held.groups)).toEqual(["shop", "blog"]);
    expect(
      held.groups
        .map((group) => group.sums(NO_RATES))
        .map(({ workers, requests }) => [workers, requests]),
    ).toEqual([
      [0, null],
      [1, 9],
    ]);
    expect(apps(next(held, now, "sorted").groups)).toEqual(["blog"]);
  });

  test("lists its rows in the order of the screen, without leaving ones", () => {
    const wide = testStats(0, [
      { ...blog, requests: 9 },
      { ...shop, requests: 20 },
      { ...blog, id: "u" },
    ]);
    const now = next(EMPTY_ARRANGEMENT, wide, "sorted");
    expect(rowsInOrder(now).map(({ id }) => id)).toEqual(["s", "t", "u"]);
    const later = next(now, testStats(1, [{ ...blog, requests: 30 }, shop]), "held");
    expect(rowsInOrder(later).map(({ id }) => id)).toEqual(["s", "t"]);
  });

  test("is sorted again when it is no longer held", () => {
    const now = testStats(1, [{ ...blog, requests: 9 }, shop]);
    expect(apps(next(first, now, "held").groups)).toEqual(["shop", "blog"]);
    expect(apps(next(first, now, "sorted").groups)).toEqual(["blog", "shop"]);
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
  const input = { stats: testStats(0, rows), rates: NO_RATES, search };
  const arrangement = nextArrangement(EMPTY_ARRANGEMENT, input, "sorted");
  expect(arrangement.places.rows.map(({ id }) => id)).toEqual(["b", "a", "f"]);
  expect(arrangement.ended.rows.map(({ id }) => id)).toEqual(["h2", "h1"]);
  expect(rowsInOrder(arrangement).map(({ id }) => id)).toEqual(["b", "a", "f", "h2", "h1"]);
});

test("the order changes between two sorts only by new trouble, which moves to the top", () => {
  const next = (before: Arrangement, at: number, rows: Row[], ordering: Ordering, search = {}) =>
    nextArrangement(before, { stats: testStats(at, rows), rates: NO_RATES, search }, ordering);
  const ids = ({ places }: Arrangement) => places.rows.map(({ id }) => id).join("");
  const first = next(EMPTY_ARRANGEMENT, 0, [a, b, c], "sorted");
  const blocked = [a, b, { ...c, blocked: true }];
  expect(ids(next(first, 1, blocked, "held"))).toBe("abc");
  const kept = next(first, 1, blocked, "kept");
  expect(ids(kept)).toBe("cab");
  const both = next(kept, 2, [a, { ...b, failed: true }, { ...c, blocked: true }], "kept");
  expect(ids(both)).toBe("bca");
  expect(ids(next(both, 3, [a, b, c], "kept"))).toBe("bca");
  expect(ids(next(both, 3, [a, b, c], "sorted"))).toBe("abc");
  const chosen = { sort: "app" };
  const byApp = next(EMPTY_ARRANGEMENT, 0, [a, b, c], "sorted", chosen);
  expect(ids(next(byApp, 1, blocked, "kept", chosen))).toBe("abc");
});

describe("lines of groups", () => {
  const placed = (some: typeof testRows) => placeRows({ rows: some, at: 0 });
  const named = (lines: Lines) =>
    Array.from({ length: lines.count }, (_, i) => {
      const line = lines.at(i);
      return line?.kind === "group" ? line.group.title : line?.row.id;
    });

  test("show their workers if they are open", () => {
    const groups = groupRows(placed(testRows), { sort: "app" }, NO_RATES);
    const lines = linesOf(null, groups, ({ name }) => name === "Shop");
    expect(named(lines)).toEqual(["@a/x@1", "blog@1", "Shop@1", "aa", "cc"]);
  });

  test("come below rows without a group, as the history section does", () => {
    const ended = new Group(ENDED, placed(testRows.slice(3)));
    const lines = (open: boolean) =>
      named(linesOf(placed(testRows.slice(0, 3)), [ended], () => open));
    expect(lines(false)).toEqual(["aa", "bb", "cc", "@a/x@1"]);
    expect(lines(true)).toEqual(["aa", "bb", "cc", "@a/x@1", "dd"]);
  });
});

describe("lines", () => {
  const places = placeRows({ rows: testRows, at: 0 });
  const groups = groupRows(places, { sort: "app" }, NO_RATES);
  const isOpen = ({ name }: Group) => name === "blog" || name === "Shop";
  const grouped = linesOf(null, groups, isOpen);

  test.each([
    ["flat", linesOf(places, [], isOpen), testRows.length],
    ["grouped", grouped, 6],
    ["of both", linesOf(placeRows({ rows: [testRow({ id: "z" })], at: 0 }), groups, isOpen), 7],
  ] as const)("are found by their keys and end with the last, %s", (_, lines, count) => {
    expect(lines.count).toBe(count);
    for (let index = 0; index < count; index++) {
      expect(lines.indexOf(lines.at(index)?.key ?? "")).toBe(index);
    }
    expect(lines.at(count)).toBeUndefined();
    expect(lines.indexOf("nobody")).toBe(-1);
  });

  test("of a folded group have no index", () => {
    expect(grouped.indexOf("dd")).toBe(-1);
  });
});

test("rows that were sorted before their rates were known are sorted again with the next reading", () => {
  const sortedAt = (seconds: number) => {
    const input = { stats: testStats(7, [a]), rates: { ...NO_RATES, seconds }, search: {} };
    return nextArrangement(EMPTY_ARRANGEMENT, input, "sorted").sortedAt;
  };
  expect([sortedAt(0), sortedAt(2)]).toEqual([Number.NEGATIVE_INFINITY, 7]);
});
