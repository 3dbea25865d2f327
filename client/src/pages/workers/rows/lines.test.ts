import { describe, expect, test } from "bun:test";
import { testRows as rows, testRow } from "../../../data/stats/testRows.ts";
import { isOwnApp } from "../workerId.ts";
import { groupRows } from "./groups.ts";
import { flatLines, groupLines, type Lines } from "./lines.ts";
import { placeRows } from "./places.ts";

describe("groups", () => {
  const placed = (some: typeof rows) => placeRows({ rows: some, at: 0 });
  const named = (lines: Lines) =>
    Array.from({ length: lines.count }, (_, i) => {
      const line = lines.at(i);
      return line?.kind === "group" ? line.group.title : line?.row.id;
    });

  test("are apps with sums, sorted by the sum of the chosen column", () => {
    const groups = groupRows(placed(rows), { sort: "requests", desc: true });
    expect(groups.map(({ title, sums }) => [title, sums.requests])).toEqual([
      ["blog@1", 20],
      ["Shop@1", 10],
      ["@a/x@1", 0],
    ]);
    expect(groupRows(placed(rows), {}).map(({ title }) => title)).toEqual([
      "@a/x@1",
      "blog@1",
      "Shop@1",
    ]);
  });

  test("hold all versions of an app, with the version in their title where there is one", () => {
    const versions = [
      testRow({ id: "1", app: "@a/x@1.0.0" }),
      testRow({ id: "2", app: "@a/x@2.0.0" }),
    ];
    const [group, ...others] = groupRows(placed(versions), {});
    expect([group?.title, group?.sums.workers, others]).toEqual(["@a/x", 2, []]);
    expect(groupRows(placed(versions.slice(1)), {})[0]?.title).toBe("@a/x@2.0.0");
  });

  test("are in the order of their names where a column has no sum", () => {
    for (const sort of ["state", "id", "idleSeconds"] as const) {
      const groups = groupRows(placed(rows), { sort, desc: true });
      expect(groups.map(({ name }) => name)).toEqual(["@a/x", "blog", "Shop"]);
    }
  });

  test("have the marks of their workers", () => {
    const [own] = groupRows(
      placed([
        testRow({ id: "1", app: "@buntime/plugin-metrics@1", failed: true }),
        testRow({ id: "2", app: "@buntime/plugin-metrics@2" }),
      ]),
      {},
    );
    expect(own?.marks).toMatchObject({ failed: true, blocked: false });
    expect(isOwnApp(own?.marks.app ?? "")).toBe(true);
  });

  test("show their workers where they are open", () => {
    const lines = groupLines(groupRows(placed(rows), {}), new Set(["Shop"]));
    expect(named(lines)).toEqual(["@a/x@1", "blog@1", "Shop@1", "aa", "cc"]);
  });
});

describe("lines", () => {
  const places = placeRows({ rows, at: 0 });
  const grouped = groupLines(groupRows(places, {}), new Set(["blog", "Shop"]));

  test.each([
    ["flat", flatLines(places), rows.length],
    ["grouped", grouped, 6],
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
