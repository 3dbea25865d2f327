import { expect, test } from "bun:test";
import { addressFor } from "./history.ts";

const at = (pathname: string, search = "") => ({ pathname, search });

test("a path that the pages show already moves nothing and keeps the search", () => {
  expect(addressFor("/workers", at("/metrics/workers", "?q=a"), "/metrics")).toBeNull();
  expect(addressFor("/", at("/metrics/"), "/metrics")).toBeNull();
  expect(addressFor("/workers/%40a", at("/metrics/workers/@a"), "/metrics")).toBeNull();
});

test("between the table and a worker the search stays; to another page it does not", () => {
  expect(addressFor("/workers/a", at("/metrics/workers", "?q=a"), "/metrics")).toBe(
    "/metrics/workers/a?q=a",
  );
  expect(addressFor("/", at("/metrics/workers", "?q=a"), "/metrics")).toBe("/metrics/");
  expect(addressFor("/workers", at("/", "?window=1"), "")).toBe("/workers");
});
