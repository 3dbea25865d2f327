import { describe, expect, spyOn, test } from "bun:test";
import { startHost } from "../../dev/host.ts";
import {
  DETAIL,
  HISTORY_COLUMNS,
  HISTORY_GAP_MS,
  History,
  MAX_HISTORY_READINGS,
} from "../../server/history.ts";
import type { StatsResponse } from "../../server/types.ts";
import { type Schema, schemaOf } from "./openapi.ts";

/** Maximum bytes of one frame of the feed: it has numbers and no names. */
const FRAME_BYTES = 1200;
/** Maximum bytes of a row of `stats` whose app's name and version have up to 40 characters. */
const ROW_BYTES = 300;
/** Maximum bytes of any row of `stats`, without its app's name and its id. */
const LONGEST_ROW_BYTES = 650;
/** Bytes of the history in memory. */
const HISTORY_BYTES = 200_000;
/** Maximum bytes of the history's response, as JSON. */
const HISTORY_RESPONSE_BYTES = 650_000;

/** The longest text of a number of at least 0. */
const LONGEST_NUMBER = "0.0000012345678901234565";

/** The longest JSON that a schema of the HTTP reference allows, without names of unlimited length. */
function longest(schema: Schema): string {
  const { type, properties = {}, enum: choices = [] } = schema;
  if (type === "number" || type === "integer") return LONGEST_NUMBER;
  if (type === "boolean") return "false";
  if (type !== "object") return JSON.stringify(choices.toSorted(byLength).at(-1) ?? SOME_ID);
  const fields = Object.entries(properties).map(([name, field]) => `"${name}":${longest(field)}`);
  return `{${fields.join(",")}}`;
}

/** As long as an id, and longer than a timestamp. */
const SOME_ID = crypto.randomUUID();
const byLength = (a: string, b: string) => a.length - b.length;

describe("the size", () => {
  test("of a number is at most 24 characters", () => {
    expect(String(Number(LONGEST_NUMBER))).toBe(LONGEST_NUMBER);
    const others = [Number.MAX_VALUE, Number.MIN_VALUE, 2 ** 69, 1 / 3, 1e-300 / 3];
    for (const number of others) expect(String(number).length).toBeLessThanOrEqual(24);
  });

  test("of a frame of the feed is bounded, with the longest numbers in all its fields", () => {
    const data = ["MetricsResponse", "ActivityResponse"].map((name) => longest(schemaOf(name)));
    const frame = `retry: 2000\ndata: ${data[0]}\n\nevent: activity\ndata: ${data[1]}\n\n`;
    expect(frame.length).toBeGreaterThan(1000);
    expect(frame.length).toBeLessThanOrEqual(FRAME_BYTES);
  });

  test("of the history is fixed in memory and bounded in its response", () => {
    const history = new History();
    expect(history.byteLength).toBeLessThanOrEqual(HISTORY_BYTES);
    const now = spyOn(performance, "now");
    const number = Number(LONGEST_NUMBER);
    const moment = Object.fromEntries(HISTORY_COLUMNS.map((name) => [name, number]));
    for (let at = 0; at < 2 * MAX_HISTORY_READINGS; at++) {
      now.mockReturnValue(at * HISTORY_GAP_MS);
      history.record(DETAIL.scrape, () => ({ ...moment, time: number }));
    }
    now.mockRestore();
    const { rows } = history.since();
    expect([rows.length, rows[0]?.length]).toEqual([MAX_HISTORY_READINGS, HISTORY_COLUMNS.length]);
    expect(JSON.stringify(history.since()).length).toBeLessThanOrEqual(HISTORY_RESPONSE_BYTES);
    expect(history.byteLength).toBeLessThanOrEqual(HISTORY_BYTES);
  });

  test("of a row of stats is about 250 bytes, and bounded except for its names", async () => {
    await using host = await startHost({ port: 0, quiet: true });
    for (const app of ["hello", "lambda", "broken"]) await fetch(`${host.url}/${app}/`);
    const response = await fetch(`${host.url}${host.base}/api/metrics/stats`);
    const { workers } = (await response.json()) as StatsResponse;
    expect(workers.length).toBe(3);
    for (const row of workers) {
      const app = row.app.padEnd(40, "x");
      expect(JSON.stringify({ ...row, app }).length).toBeLessThanOrEqual(ROW_BYTES);
    }
    expect(longest(schemaOf("Worker")).length).toBeLessThanOrEqual(LONGEST_ROW_BYTES);
  });
});
