import { expect, test } from "bun:test";
import { backoff, LONGEST_RETRY_MS } from "./backoff.ts";

test("the wait doubles from the server's retry up to half a minute", () => {
  expect([1, 2, 3, 4].map((n) => backoff(n, 1_000, 1))).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(backoff(50, 1_000, 1)).toBe(LONGEST_RETRY_MS);
});

test("it is spread over its upper half", () => {
  expect(backoff(3, 1_000, 0)).toBe(2_000);
  expect(backoff(3, 1_000, 0.5)).toBe(3_000);
});

test("it is never shorter than the server's Retry-After", () => {
  expect(backoff(1, 1_000, 0, 60_000)).toBe(60_000);
});

test("a retry of 0 does not become a storm", () => {
  expect(backoff(1, 0, 0)).toBeGreaterThanOrEqual(125);
});
