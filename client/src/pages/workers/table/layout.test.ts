import { describe, expect, test } from "bun:test";
import { testRow } from "../../../data/stats/testRows.ts";
import type { Format } from "../../../format/useFormat.ts";
import { COLUMNS, cellValue } from "../columns.ts";
import { fittingColumns, widthOf, widthsOf } from "./layout.ts";
import { formatShortNumber } from "./Value.tsx";

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

test("the room that no column needs is shared with those of numbers", () => {
  const columns = ["app", "state", "requests"] as const;
  const least = widthsOf("wide", columns, widthOf(columns));
  const more = widthsOf("wide", columns, widthOf(columns) + 100);
  expect(more.map((width, place) => width - (least[place] ?? 0))).toEqual([30, 30]);
});

test("great counts are cut to three digits, and many days stand without their hours", () => {
  const format = {
    count: String,
    short: (n: number) => `short ${n}`,
    duration: (n: number) => `${n} s`,
  } as unknown as Format;
  expect(formatShortNumber("requests", 999_999, format)).toBe("999999");
  expect(formatShortNumber("errors", 1_000_000, format)).toBe("short 1000000");
  expect(formatShortNumber("uptime", 99 * 86_400 + 5, format)).toBe("8553605 s");
  expect(formatShortNumber("uptime", 100 * 86_400 + 5, format)).toBe("8640000 s");
});

test("of a worker that was never asked no response was measured", () => {
  const row = testRow({ id: "a", requests: 0, avgResponseTimeMs: 0, idleSeconds: 0 });
  expect([cellValue(row, "avgResponseTimeMs"), cellValue(row, "idleSeconds")]).toEqual([
    null,
    null,
  ]);
  expect(cellValue({ ...row, requests: 1 }, "avgResponseTimeMs")).toBe(0);
});
