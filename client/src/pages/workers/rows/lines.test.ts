import { describe, expect, test } from "bun:test";
import { testRows as rows, testRow } from "../../../data/stats/testRows.ts";
import { NO_RATES } from "../../../insight/rowRates.ts";
import { ENDED, Group, groupRows, type Lines, linesOf } from "./lines.ts";
import { placeRows } from "./places.ts";

describe("groups", () => {
  const placed = (some: typeof rows) => placeRows({ rows: some, at: 0 });
  const named = (lines: Lines) =>
    Array.from({ length: lines.count }, (_, i) => {
      const line = lines.at(i);
      return line?.kind === "group" ? line.group.title : line?.row.id;
    });

  test("are apps with sums, sorted by the sum of the chosen column", () => {
    const groups = groupRows(placed(rows), { sort: "requests", desc: true }, NO_RATES);
    expect(groups.map((group) => [group.title, group.sums(NO_RATES).requests])).toEqual([
      ["blog@1", 20],
      ["Shop@1", 10],
      ["@a/x@1", 0],
    ]);
    // Without a column: as their first rows, which are sorted by trouble.
    expect(groupRows(placed(rows), {}, NO_RATES).map(({ title }) => title)).toEqual([
      "Shop@1",
      "blog@1",
      "@a/x@1",
    ]);
  });

  test("hold all versions of an app, with the version in their title where there is one", () => {
    const versions = [
      testRow({ id: "1", app: "@a/x@1.0.0" }),
      testRow({ id: "2", app: "@a/x@2.0.0" }),
    ];
    const [group, ...others] = groupRows(placed(versions), {}, NO_RATES);
    expect([group?.title, group?.sums(NO_RATES).workers, others]).toEqual(["@a/x", 2, []]);
    expect(groupRows(placed(versions.slice(1)), {}, NO_RATES)[0]?.title).toBe("@a/x@2.0.0");
  });

  test("are in the order of their names where a column has no sum", () => {
    for (const sort of ["state", "id", "idleSeconds"] as const) {
      const groups = groupRows(placed(rows), { sort, desc: true }, NO_RATES);
      expect(groups.map(({ name }) => name)).toEqual(["@a/x", "blog", "Shop"]);
    }
  });

  test("show their workers where they are open", () => {
    const groups = groupRows(placed(rows), { sort: "app" }, NO_RATES);
    const lines = linesOf(null, groups, ({ name }) => name === "Shop");
    expect(named(lines)).toEqual(["@a/x@1", "blog@1", "Shop@1", "aa", "cc"]);
  });

  test("come below the rows without one, as the section of history does", () => {
    const ended = new Group(ENDED, placed(rows.slice(3)));
    const lines = (open: boolean) => named(linesOf(placed(rows.slice(0, 3)), [ended], () => open));
    expect(lines(false)).toEqual(["aa", "bb", "cc", "@a/x@1"]);
    expect(lines(true)).toEqual(["aa", "bb", "cc", "@a/x@1", "dd"]);
  });
});

describe("lines", () => {
  const places = placeRows({ rows, at: 0 });
  const groups = groupRows(places, { sort: "app" }, NO_RATES);
  const isOpen = ({ name }: Group) => name === "blog" || name === "Shop";
  const grouped = linesOf(null, groups, isOpen);

  test.each([
    ["flat", linesOf(places, [], isOpen), rows.length],
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

  test("of a folded group have no place", () => {
    expect(grouped.indexOf("dd")).toBe(-1);
  });
});
