import { expect, test } from "bun:test";
import { readWorkerLimits } from "./worker-limits.ts";

test("an app that says nothing gets a worker for every request, and the host's defaults", () => {
  const defaults = { ttlMs: 0, timeoutMs: 30_000, idleTimeoutMs: 60_000, maxRequests: 1_000 };
  expect(readWorkerLimits({})).toEqual(defaults);
});

test("durations are texts with a unit or seconds", () => {
  const manifest = { ttl: "5m", timeout: "500ms", idleTimeout: 1.5, maxRequests: 7 };
  const limits = { ttlMs: 300_000, timeoutMs: 500, idleTimeoutMs: 1_500, maxRequests: 7 };
  expect(readWorkerLimits(manifest)).toEqual(limits);
});

test.each([
  [{ ttl: "soon" }, 'ttl: wanted a duration such as "500ms", "30s" or "5m", got "soon"'],
  [{ ttl: -1 }, 'ttl: wanted a duration such as "500ms", "30s" or "5m", got -1'],
  [{ ttl: "10s" }, "ttl: wanted at least the timeout of 30000 ms, got 10000 ms"],
  [
    { ttl: "1m", idleTimeout: "5s" },
    "idleTimeout: wanted at least the timeout of 30000 ms, got 5000 ms",
  ],
  [{ maxRequests: 0 }, "maxRequests: wanted a whole number from 1, got 0"],
])("%j is refused, and it is said why", (manifest, message) => {
  expect(() => readWorkerLimits(manifest)).toThrow(message);
});
