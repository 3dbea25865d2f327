import { describe, expect, test } from "bun:test";
import { testRow, testRows } from "../../../data/stats/testRows.ts";
import { NO_RATES } from "../../../insight/rowRates.ts";
import { Group, groupRows, holdGroups } from "./groups.ts";
import { placeRows } from "./places.ts";

test("a held order has new groups at the end", () => {
  const of = (...names: string[]) =>
    names.map((name) => new Group(name, placeRows({ rows: [], at: 0 })));
  const held = holdGroups(of("x", "y", "z"), of("n", "z", "x"));
  expect(held.map(({ name }) => name)).toEqual(["x", "z", "n"]);
});

describe("groups", () => {
  const placed = (some: typeof testRows) => placeRows({ rows: some, at: 0 });
  test("are apps with sums, sorted by the sum of the chosen column", () => {
    const groups = groupRows(placed(testRows), { sort: "requests", desc: true }, NO_RATES);
    expect(groups.map((group) => [group.title, group.sums(NO_RATES).requests])).toEqual([
      ["blog@1", 20],
      ["Shop@1", 10],
      ["@a/x@1", 0],
    ]);
    // Without a column: as their first rows, which are sorted by trouble.
    expect(groupRows(placed(testRows), {}, NO_RATES).map(({ title }) => title)).toEqual([
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
      const groups = groupRows(placed(testRows), { sort, desc: true }, NO_RATES);
      expect(groups.map(({ name }) => name)).toEqual(["@a/x", "blog", "Shop"]);
    }
  });
});
