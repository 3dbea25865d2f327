import { describe, expect, test } from "bun:test";
import { testRows as rows, testRow } from "../../../data/stats/testRows.ts";
import { NO_RATES } from "../../../insight/rowRates.ts";
import { countRows, isInTrouble, matchRows, sortRows } from "./selection.ts";
import { sumRows } from "./values.ts";

const ids = (some: readonly { id: string }[]) => some.map(({ id }) => id).join();

describe("filtering", () => {
  test("finds text in app and id, whatever its case", () => {
    expect(ids(matchRows(rows, { q: "SHOP" }))).toBe("aa,cc");
    expect(ids(matchRows(rows, { q: "Bb" }))).toBe("bb");
    expect(ids(matchRows(rows, { q: "a", app: "Shop@1" }))).toBe("aa");
    expect(matchRows(rows, {})).toBe(rows);
  });

  test("states are counted", () => {
    const states = { active: 1, idle: 2, ready: 0, creating: 0, terminated: 1 };
    expect(countRows(rows)).toMatchObject(states);
  });
});

describe("sorting", () => {
  test("without a column trouble comes first, and the server's order stays among equals", () => {
    expect(ids(sortRows([...rows, testRow({ id: "ee", blocked: true })], {}, NO_RATES))).toBe(
      "ee,aa,bb,cc,dd",
    );
  });

  test("equals keep their order, in either direction", () => {
    expect(ids(sortRows(rows, { sort: "requests" }, NO_RATES))).toBe("dd,aa,cc,bb");
    expect(ids(sortRows(rows, { sort: "requests", desc: true }, NO_RATES))).toBe("bb,aa,cc,dd");
  });

  test("unknown values come last in either direction", () => {
    expect(ids(sortRows(rows, { sort: "rss" }, NO_RATES))).toBe("aa,cc,bb,dd");
    expect(ids(sortRows(rows, { sort: "rss", desc: true }, NO_RATES))).toBe("cc,aa,bb,dd");
  });

  test("rows of history have no uptime and come last, unless the pool reports one", () => {
    const old = testRow({ id: "old", state: "terminated", uptime: 9 });
    const young = testRow({ id: "young", uptime: 0 });
    const past = testRow({ id: "past", state: "terminated", uptime: 0 });
    const some = [past, old, young];
    expect(ids(sortRows(some, { sort: "uptime" }, NO_RATES))).toBe("young,old,past");
    expect(ids(sortRows(some, { sort: "uptime", desc: true }, NO_RATES))).toBe("old,young,past");
    expect(sumRows([old], NO_RATES).uptime).toBe(9);
    expect(sumRows([past], NO_RATES).uptime).toBeNull();
  });

  test("texts are sorted without regard to case, states by how alive they are", () => {
    expect(ids(sortRows(rows, { sort: "app" }, NO_RATES))).toBe("dd,bb,aa,cc");
    expect(ids(sortRows(rows, { sort: "state" }, NO_RATES))).toBe("aa,bb,cc,dd");
  });
});

test("rows that need attention are counted by reason; a row may have several", () => {
  const rows = [
    testRow({ id: "a", failed: true, errors: 2 }),
    testRow({ id: "b", blocked: true }),
    testRow({ id: "c", errors: 0 }),
  ];
  expect(countRows(rows)).toMatchObject({ failed: 1, blocked: 1, errors: 1 });
  expect(rows.filter((row) => isInTrouble(row, "errors")).map(({ id }) => id)).toEqual(["a"]);
});
