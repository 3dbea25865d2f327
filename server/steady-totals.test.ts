import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { runs } from "../testing/fuzz.ts";
import { SteadyTotals } from "./steady-totals.ts";

const counts = fc.record({ requests: fc.nat(), created: fc.nat() }, { requiredKeys: [] });

describe("SteadyTotals", () => {
  test("never goes down, whatever the pool says", () => {
    fc.assert(
      fc.property(fc.array(counts), (readings) => {
        const totals = new SteadyTotals();
        let last = { requests: 0, created: 0 };
        for (const reading of readings) {
          const steady = { ...last, ...totals.steady(reading) };
          expect(steady.requests).toBeGreaterThanOrEqual(last.requests);
          expect(steady.created).toBeGreaterThanOrEqual(last.created);
          last = steady;
        }
      }),
      runs(100),
    );
  });

  test("grows by as much as the pool's own figure does, and by all of it after a fall", () => {
    const totals = new SteadyTotals();
    const said = [5, 9, 9, 2, 3, 0, 4].map((requests) => totals.steady({ requests }).requests);
    expect(said).toEqual([5, 9, 9, 11, 12, 12, 16]);
  });

  test("leaves out what the pool does not tell, and goes on where it was when it tells again", () => {
    const totals = new SteadyTotals();
    expect(totals.steady({ requests: 7 })).toEqual({ requests: 7 });
    expect(totals.steady({})).toEqual({});
    expect(totals.steady({ requests: 8, hits: 1 })).toEqual({ requests: 8, hits: 1 });
  });

  test("leaves alone what is no counter", () => {
    const totals = new SteadyTotals();
    totals.steady({ avgResponseTimeMs: 9 });
    expect(totals.steady({ avgResponseTimeMs: 3 })).toEqual({ avgResponseTimeMs: 3 });
  });
});
