import { expect, test } from "bun:test";
import { crowdPool } from "./crowd.ts";
import { record, recorded } from "./pool/recordings.ts";

test("a crowd has the real pool's keys, in their order", () => {
  const { metrics, workers, cache } = record(crowdPool(1));
  const real = recorded("persistent-active");
  const keys = (rows: object | undefined) => Object.keys(rows ?? {});
  expect(keys(metrics)).toEqual(keys(real.metrics));
  expect(keys(Object.values(workers)[0])).toEqual(keys(Object.values(real.workers)[0]));
  expect(keys(cache[0])).toEqual(keys(real.cache[0]));
});

test("ten thousand are of every kind, each with an id of its own", () => {
  const { cache } = record(crowdPool(10_000));
  const count = (is: (member: (typeof cache)[number]) => boolean) => cache.filter(is).length;
  expect(new Set(cache.map(({ id }) => id)).size).toBe(10_000);
  expect(count(({ ready }) => ready === "pending")).toBe(200);
  expect(count(({ hasCriticalError }) => hasCriticalError)).toBe(200);
  expect(count(({ stats }) => stats.status === "idle")).toBeGreaterThan(3_000);
});
