import { expect, test } from "bun:test";
import fc from "fast-check";
import { runs } from "../../testing/fuzz.ts";
import type { PoolTotals } from "../pool/totals.ts";
import { PoolCounters } from "./pool-counters.ts";

test("no total decreases, whatever the pool reports", () => {
  const figure = fc.option(fc.oneof(fc.nat(20), fc.maxSafeNat()), { nil: undefined });
  const totals = fc.record({ requests: figure, hits: figure, retired: figure });
  fc.assert(
    fc.property(fc.array(totals, { minLength: 2 }), (readings) => {
      const counters = new PoolCounters();
      const last: Record<string, number> = {};
      for (const reading of readings) {
        for (const [name, value] of Object.entries(counters.next(reading as PoolTotals))) {
          if (typeof value !== "number") continue;
          expect(value).toBeGreaterThanOrEqual(last[name] ?? 0);
          last[name] = value;
        }
      }
    }),
    runs(300),
  );
});

test("a total grows as the pool's own figure does; a decrease adds nothing", () => {
  const counters = new PoolCounters();
  const counted = [5, 9, 9, 2, 3, 0, 4].map((requests) => counters.next({ requests }).requests);
  expect(counted).toEqual([5, 9, 9, 9, 10, 10, 14]);
});

test("a total that the pool omits is omitted, and continues when it returns", () => {
  const counters = new PoolCounters();
  expect(counters.next({ requests: 7 })).toEqual({ requests: 7 });
  expect(counters.next({})).toEqual({});
  expect(counters.next({ requests: 8, hits: 1 })).toEqual({ requests: 8, hits: 1 });
});

test("another pool counts from its first reading, and so does the first one when it returns", () => {
  const counters = new PoolCounters();
  expect(counters.next({ requests: 500 }).requests).toBe(500);
  counters.changePool();
  expect([3, 10].map((requests) => counters.next({ requests }).requests)).toEqual([500, 507]);
  counters.changePool();
  expect([600, 601].map((requests) => counters.next({ requests }).requests)).toEqual([507, 508]);
});

test("other figures are unchanged", () => {
  const counters = new PoolCounters();
  counters.next({ avgResponseTimeMs: 9 });
  expect(counters.next({ avgResponseTimeMs: 3 })).toEqual({ avgResponseTimeMs: 3 });
});
