import { describe, expect, test } from "bun:test";
import { testRows as rows, testRow } from "../../../data/stats/testRows.ts";
import { NO_RATES } from "../../../insight/rowRates.ts";
import { formatWorkerCount, sumRows } from "./values.ts";

describe("sums", () => {
  test("add up known values, weight response times by successful requests, and count the rows without a known memory", () => {
    expect(sumRows(rows, NO_RATES)).toEqual({
      workers: 3,
      ended: 1,
      endedCounts: { requests: 0, errors: 0 },
      requestRate: null,
      errorRate: null,
      responseMs: null,
      cpu: null,
      requests: 30,
      errors: 1,
      avgResponseTimeMs: (10 * 4 + 30 * 5) / 9,
      rss: 7,
      heapUsed: 3,
      memoryUnknown: 1,
      uptime: 0,
    });
  });

  test("ignore the response time of an app whose requests have all failed", () => {
    const well = testRow({ id: "w", requests: 3, errors: 1, avgResponseTimeMs: 30 });
    const failing = testRow({ id: "f", requests: 9, errors: 9, avgResponseTimeMs: 0 });
    expect(sumRows([well, failing], NO_RATES).avgResponseTimeMs).toBe(30);
    expect(sumRows([failing], NO_RATES).avgResponseTimeMs).toBeNull();
  });

  test("leave out history unless there is nothing else", () => {
    const past = testRow({ id: "p", state: "terminated", requests: 7, errors: 2 });
    expect(sumRows([...rows, past], NO_RATES)).toMatchObject({
      workers: 3,
      ended: 2,
      requests: 30,
      endedCounts: { requests: 7, errors: 2 },
    });
    expect(sumRows([past], NO_RATES)).toMatchObject({
      workers: 0,
      ended: 1,
      requests: 7,
      errors: 2,
    });
    const t = { count: (n: number) => `${n} w`, countEnded: (n: number) => `${n} e` };
    expect(formatWorkerCount({ workers: 3, ended: 0 }, t)).toBe("3 w");
    expect(formatWorkerCount({ workers: 3, ended: 2 }, t)).toBe("3 w + 2 e");
    expect(formatWorkerCount({ workers: 0, ended: 2 }, t)).toBe("2 e");
  });

  test("count a failed worker among those that the pool holds", () => {
    const failed = testRow({ id: "f", state: "terminated", failed: true, requests: 7, errors: 7 });
    expect(sumRows([...rows, failed], NO_RATES)).toMatchObject({ workers: 4, requests: 37 });
  });

  test("of rates weight shares by requests and means by successes, without history", () => {
    const rates = (requests: number, errors: number, responseMs: number) => {
      const errorRate = errors / requests;
      return { requests, requestRate: requests / 10, errors, errorRate, cpu: 0.5, responseMs };
    };
    const byId = new Map([
      ["aa", rates(10, 9, 100)],
      ["bb", rates(90, 0, 10)],
      ["dd", rates(900, 900, 1)],
    ]);
    expect(sumRows(rows, { ...NO_RATES, of: ({ id }) => byId.get(id) })).toMatchObject({
      requestRate: 10,
      errorRate: 0.09,
      cpu: 1,
      responseMs: (100 + 90 * 10) / 91,
    });
  });

  test("of no rows are unknown, not 0", () => {
    expect(sumRows([], NO_RATES)).toMatchObject({
      requests: null,
      errors: null,
      rss: null,
      avgResponseTimeMs: null,
    });
  });
});
