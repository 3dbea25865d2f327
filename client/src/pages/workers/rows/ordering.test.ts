import { describe, expect, test } from "bun:test";
import { NO_RATES } from "../../../insight/rowRates.ts";
import { orderingFor, SORT_INTERVAL_MS } from "./ordering.ts";

const at = (ms: number) => ({ rows: [], all: [], positions: new Map(), at: ms });

describe("the order of the rows", () => {
  const input = {
    stats: at(0),
    rates: NO_RATES,
    search: {},
    inUse: false,
    sortCount: 0,
  };
  const later = (ms: number) => ({ ...input, stats: at(ms) });

  test("stays for ten seconds while nobody uses the table", () => {
    expect(orderingFor(later(SORT_INTERVAL_MS - 1), input, 0)).toBe("kept");
    expect(orderingFor(later(SORT_INTERVAL_MS), input, 0)).toBe("sorted");
  });

  test("stays while the table is in use, and is sorted afterwards", () => {
    const used = { ...later(SORT_INTERVAL_MS * 9), inUse: true };
    expect(orderingFor(used, input, 0)).toBe("held");
    expect(orderingFor(later(1), { ...input, inUse: true }, 0)).toBe("sorted");
  });

  test("is sorted at once for another search and on request", () => {
    expect(orderingFor({ ...later(1), search: {} }, input, 0)).toBe("sorted");
    expect(orderingFor({ ...later(1), sortCount: 1, inUse: true }, input, 0)).toBe("sorted");
  });
});
