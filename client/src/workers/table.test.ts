import { describe, expect, test } from "bun:test";
import { splitApp } from "./AppName.tsx";
import { place } from "./arrange.ts";
import { COLUMNS } from "./columns.ts";
import { fittingColumns, widthOf } from "./fit.ts";
import { isOwnApp, shortId } from "./id.ts";
import { lineAfterKey } from "./lineKeys.ts";
import { groupLines, groupPlaces } from "./lines.ts";
import { madeUp } from "./made-up.ts";
import { countStates, matchRows, sortRows } from "./select.ts";
import { sumRows } from "./sums.ts";

const rows = [
  madeUp({
    id: "aa",
    app: "Shop@1",
    state: "active",
    requests: 5,
    errors: 1,
    avgResponseTimeMs: 10,
  }),
  madeUp({ id: "bb", app: "blog@1", requests: 20, memoryKnown: false }),
  madeUp({
    id: "cc",
    app: "Shop@1",
    requests: 5,
    avgResponseTimeMs: 30,
    memory: { rss: 7, heapUsed: 3 },
  }),
  madeUp({ id: "dd", app: "@a/x@1", state: "terminated", memoryKnown: false }),
];
const ids = (some: readonly { id: string }[]) => some.map(({ id }) => id).join();

describe("filtering", () => {
  test("finds text in app and id, whatever its case", () => {
    expect(ids(matchRows(rows, { q: "SHOP" }))).toBe("aa,cc");
    expect(ids(matchRows(rows, { q: "Bb" }))).toBe("bb");
    expect(ids(matchRows(rows, { q: "a", app: "Shop@1" }))).toBe("aa");
    expect(matchRows(rows, {})).toBe(rows);
  });

  test("states are counted", () => {
    expect(countStates(rows)).toEqual({ active: 1, idle: 2, ready: 0, creating: 0, terminated: 1 });
  });
});

describe("sorting", () => {
  test("without a column the server's order stays", () => {
    expect(sortRows(rows, {})).toBe(rows);
  });

  test("equals keep their order, in either direction", () => {
    expect(ids(sortRows(rows, { sort: "requests" }))).toBe("dd,aa,cc,bb");
    expect(ids(sortRows(rows, { sort: "requests", desc: true }))).toBe("bb,aa,cc,dd");
  });

  test("what is not known comes last in either direction", () => {
    expect(ids(sortRows(rows, { sort: "rss" }))).toBe("aa,cc,bb,dd");
    expect(ids(sortRows(rows, { sort: "rss", desc: true }))).toBe("cc,aa,bb,dd");
  });

  test("history has no uptime, which comes last; one that the pool tells all the same counts", () => {
    const old = madeUp({ id: "old", state: "terminated", uptime: 9 });
    const young = madeUp({ id: "young", uptime: 0 });
    const past = madeUp({ id: "past", state: "terminated", uptime: 0 });
    const some = [past, old, young];
    expect(ids(sortRows(some, { sort: "uptime" }))).toBe("young,old,past");
    expect(ids(sortRows(some, { sort: "uptime", desc: true }))).toBe("old,young,past");
    expect(sumRows(some).uptime).toBe(9);
    expect(sumRows([past]).uptime).toBeNull();
  });

  test("texts are sorted without regard to case, states by how alive they are", () => {
    expect(ids(sortRows(rows, { sort: "app" }))).toBe("dd,bb,aa,cc");
    expect(ids(sortRows(rows, { sort: "state" }))).toBe("aa,bb,cc,dd");
  });
});

describe("sums", () => {
  test("add up what is known, weigh response times by requests, and say what is missing", () => {
    expect(sumRows(rows)).toEqual({
      workers: 4,
      requests: 30,
      errors: 1,
      avgResponseTimeMs: 20,
      rss: 7,
      heapUsed: 3,
      memoryUnknown: 1,
      uptime: 0,
    });
  });

  test("of nothing are not known, rather than 0", () => {
    expect(sumRows([])).toMatchObject({
      requests: 0,
      errors: null,
      rss: null,
      avgResponseTimeMs: null,
    });
  });
});

describe("groups", () => {
  const placed = (some: typeof rows) => place({ rows: some, all: some, at: 0 });

  test("are apps with sums, sorted by the sum of the chosen column", () => {
    const groups = groupPlaces(placed(rows), { sort: "requests", desc: true });
    expect(groups.map(({ app, sums }) => [app, sums.requests])).toEqual([
      ["blog@1", 20],
      ["Shop@1", 10],
      ["@a/x@1", 0],
    ]);
    expect(groupPlaces(placed(rows), {}).map(({ app }) => app)).toEqual([
      "@a/x@1",
      "blog@1",
      "Shop@1",
    ]);
  });

  test("show their workers where they are open", () => {
    const lines = groupLines(groupPlaces(placed(rows), {}), new Set(["Shop@1"]));
    expect(lines.map((line) => (line.kind === "group" ? line.app : line.row.id))).toEqual([
      "@a/x@1",
      "blog@1",
      "Shop@1",
      "aa",
      "cc",
    ]);
  });
});

describe("columns", () => {
  test("as many as fit are shown, the most telling first to stay", () => {
    expect(fittingColumns(5_000)).toEqual([...COLUMNS]);
    expect(fittingColumns(480)).toEqual(["app", "state", "requests"]);
    expect(fittingColumns(0).length).toBeGreaterThan(0);
    for (let width = 400; width < 1_400; width += 50) {
      expect(widthOf(fittingColumns(width))).toBeLessThanOrEqual(width);
    }
  });

  test("the documented ones and the usual extras fit the shell's frame", () => {
    const inFrame = fittingColumns(1_056 - 2 * 16 - 2 - 15);
    for (const column of [
      "app",
      "id",
      "state",
      "requests",
      "uptime",
      "rss",
      "heapUsed",
      "errors",
      "avgResponseTimeMs",
    ] as const) {
      expect(inFrame).toContain(column);
    }
  });
});

test("an app's name ends where its version begins", () => {
  expect(splitApp("@acme/shop@1.0.0")).toEqual(["@acme/shop", "@1.0.0"]);
  expect(splitApp("shop@1@2")).toEqual(["shop@1", "@2"]);
  expect(splitApp("@acme/shop")).toEqual(["@acme/shop", ""]);
});

test("ids are short in the table, and the pages' own worker is known by its app", () => {
  expect(shortId("1a2b3c4d-4f1c-4a5b-8c9d-000000000001")).toBe("1a2b3c4d");
  expect(shortId("shop@1.0.0")).toBe("shop@1.0.0");
  expect(shortId("@acme/checkout@2.0.0")).toBe("@acme/checko…");
  expect(isOwnApp("@buntime/plugin-metrics@0.1.0")).toBe(true);
  expect(isOwnApp("plugin-metrics@0.1.0")).toBe(true);
  expect(isOwnApp("@buntime/plugin-metrics-more@0.1.0")).toBe(false);
  expect(isOwnApp("my-plugin-metrics@0.1.0")).toBe(false);
});

test("keys lead from line to line and never out of the table", () => {
  expect(lineAfterKey("ArrowDown", 0, 3)).toBe(1);
  expect(lineAfterKey("ArrowDown", 2, 3)).toBe(2);
  expect(lineAfterKey("PageUp", 4, 30)).toBe(0);
  expect(lineAfterKey("End", 0, 30)).toBe(29);
  expect(lineAfterKey("Tab", 0, 30)).toBeNull();
  expect(lineAfterKey("Home", 0, 0)).toBeNull();
});
