import { describe, expect, test } from "bun:test";
import { testRow } from "../../../data/stats/testRows.ts";
import { COLUMNS } from "../columns.ts";
import { cellValue } from "../rows/values.ts";
import { fittingColumns, pairsOf, shownColumns, widthOf, widthsOf } from "./layout.ts";

describe("columns", () => {
  test("as many as fit are shown, the most important ones first", () => {
    expect(fittingColumns(5_000)).toEqual([...COLUMNS]);
    expect(fittingColumns(480)).toEqual(["app", "state", "requests", "errors"]);
    expect(fittingColumns(0)).toEqual(["app"]);
    for (let width = 400; width < 1_400; width += 50) {
      expect(widthOf(fittingColumns(width))).toBeLessThanOrEqual(width);
    }
  });

  test("the documented ones, errors and the rates of the last minute fit the shell's frame", () => {
    const inFrame = fittingColumns(1_056 - 2 * 16 - 2 - 15);
    const documented = ["app", "id", "state", "requests", "uptime", "rss"] as const;
    const now = ["errors", "requestRate", "errorRate", "cpu", "responseMs"] as const;
    expect(inFrame).toEqual(expect.arrayContaining([...documented, ...now]));
  });

  test("the sorted one is always shown, even on a phone and if others were chosen", () => {
    for (const sort of COLUMNS) {
      for (const width of [340, 600, 772]) {
        expect(shownColumns(width, { sort })).toContain(sort);
        expect(shownColumns(width, { sort, cols: ["state"], values: ["state"] })).toContain(sort);
      }
    }
    expect(shownColumns(772, {})).toContain("errors");
    expect(pairsOf("cpu").flat()).toEqual(["state", "cpu", "requests", "errors"]);
    expect(pairsOf("errors").flat()).toEqual(["state", "rss", "requests", "errors"]);
  });
});

test("extra width is shared with the number columns", () => {
  const columns = ["app", "state", "requests"] as const;
  const least = widthsOf("wide", columns, widthOf(columns));
  const more = widthsOf("wide", columns, widthOf(columns) + 100);
  expect(more.map((width, place) => width - (least[place] ?? 0))).toEqual([30, 30]);
});

test("a worker without requests has no response time", () => {
  const row = testRow({ id: "a", requests: 0, avgResponseTimeMs: 0, idleSeconds: 0 });
  expect([
    cellValue(row, "avgResponseTimeMs", undefined),
    cellValue(row, "idleSeconds", undefined),
  ]).toEqual([null, null]);
  expect(cellValue({ ...row, requests: 1 }, "avgResponseTimeMs", undefined)).toBe(0);
});
