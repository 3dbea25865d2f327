import { describe, expect, test } from "bun:test";
import { testRows as rows, testRow } from "../../../data/stats/testRows.ts";
import { formatWorkerCount, sumRows } from "./sums.ts";

describe("sums", () => {
  test("add up what is known, weigh response times by requests that succeeded, and say what is missing", () => {
    expect(sumRows(rows)).toEqual({
      workers: 3,
      ended: 1,
      requests: 30,
      errors: 1,
      avgResponseTimeMs: (10 * 4 + 30 * 5) / 9,
      rss: 7,
      heapUsed: 3,
      memoryUnknown: 1,
      uptime: 0,
    });
  });

  test("take no response time of an app whose every request failed", () => {
    const well = testRow({ id: "w", requests: 3, errors: 1, avgResponseTimeMs: 30 });
    const failing = testRow({ id: "f", requests: 9, errors: 9, avgResponseTimeMs: 0 });
    expect(sumRows([well, failing]).avgResponseTimeMs).toBe(30);
    expect(sumRows([failing]).avgResponseTimeMs).toBeNull();
  });

  test("leave out history, which counts only where there is nothing else", () => {
    const past = testRow({ id: "p", state: "terminated", requests: 7, errors: 2 });
    expect(sumRows([...rows, past])).toMatchObject({ workers: 3, ended: 2, requests: 30 });
    expect(sumRows([past])).toMatchObject({ workers: 0, ended: 1, requests: 7, errors: 2 });
    const t = { count: (n: number) => `${n} w`, countEnded: (n: number) => `${n} e` };
    expect(formatWorkerCount({ workers: 3, ended: 0 }, t)).toBe("3 w");
    expect(formatWorkerCount({ workers: 3, ended: 2 }, t)).toBe("3 w + 2 e");
    expect(formatWorkerCount({ workers: 0, ended: 2 }, t)).toBe("2 e");
  });

  test("of nothing are not known, rather than 0", () => {
    expect(sumRows([])).toMatchObject({
      requests: null,
      errors: null,
      rss: null,
      avgResponseTimeMs: null,
    });
  });
});
