import { describe, expect, test } from "bun:test";
import { testRow } from "../../../data/stats/testRows.ts";
import { NO_RATES } from "../../../insight/rowRates.ts";
import { exportName, toCsv, toJson } from "./exportRows.ts";

const SHOWN = [
  "state",
  "requests",
  "errors",
  "errorRate",
  "avgResponseTimeMs",
  "cpu",
  "rss",
] as const;
const BOM = "\uFEFF";
const cells = (app: string) => toCsv([testRow({ id: "x", app })], SHOWN, NO_RATES).split("\r\n")[1];

describe("CSV", () => {
  test("has raw numbers, and empty cells for unknown values", () => {
    const rows = [
      testRow({
        id: "a",
        requests: 3,
        uptime: 1.5,
        memory: { rss: 10, heapUsed: 5 },
        failed: true,
      }),
      testRow({ id: "b", memoryKnown: false, errors: 0 }),
      testRow({ id: "c", state: "terminated" }),
    ];
    const ofA = {
      requests: 4,
      requestRate: 2,
      errors: 1,
      errorRate: 0.25,
      cpu: 0.5,
      responseMs: 9,
    };
    const rates = { ...NO_RATES, of: ({ id }: { id: string }) => (id === "a" ? ofA : undefined) };
    expect(toCsv(rows, SHOWN, rates)).toBe(
      [
        `${BOM}app,id,state,requests,errors,errorRate,avgResponseTimeMs,cpu,rss,ephemeral,failed,blocked`,
        "shop@1.0.0,a,idle,3,,0.25,,0.5,10,,true,",
        "shop@1.0.0,b,idle,0,0,,,,,,,",
        "shop@1.0.0,c,terminated,0,,,,,0,,,",
        "",
      ].join("\r\n"),
    );
  });

  test("has the shown columns in the table's order, and always app and id", () => {
    const rows = [testRow({ id: "a", requests: 3, memory: { rss: 10, heapUsed: 5 } })];
    expect(toCsv(rows, ["rss", "requests"], NO_RATES)).toBe(
      `${BOM}app,id,requests,rss,ephemeral,failed,blocked\r\nshop@1.0.0,a,3,10,,,\r\n`,
    );
  });

  test("a text that a spreadsheet would run as a formula is prefixed with a quote", () => {
    for (const text of [
      "=1+1",
      "+1",
      "-1",
      "@SUM(A1)",
      "\t=1",
      " =cmd|' /C calc'!A0",
      "\r=1",
      "＝1",
      "＋1",
      "－1",
      "＠a",
    ]) {
      expect(cells(text)).toStartWith(`"'${text}`);
    }
    expect(cells("@acme/shop@1")).toStartWith(`"'@acme/shop@1",`);
  });

  test("begins with a byte order mark, without which spreadsheets misread UTF-8", () => {
    const bytes = new TextEncoder().encode(
      toCsv([testRow({ id: "x", app: "日本@1" })], SHOWN, NO_RATES),
    );
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes)).toStartWith("app,id,");
  });

  test("commas, quotes and line ends stay in their cell", () => {
    expect(cells('a,"b"')).toStartWith('"a,""b""",x');
    expect(toCsv([testRow({ id: "x", app: "a\nb" })], SHOWN, NO_RATES)).toContain('"a\nb",x');
  });
});

test("JSON has the rows as the server sent them", () => {
  const rows = [testRow({ id: "a" })];
  expect(JSON.parse(toJson(rows))).toEqual(rows);
});

test("a file's name has the time and is valid on every system", () => {
  expect(exportName(Date.UTC(2024, 0, 23, 10, 30), "csv")).toBe("workers-2024-01-23T10-30-00Z.csv");
});
