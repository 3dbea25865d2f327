import { expect, test } from "bun:test";
import { addressFor } from "./shellHistory.ts";

const at = (pathname: string, search = "") => ({ pathname, search });

test("a path that is already shown changes nothing", () => {
  expect(addressFor("/workers", at("/metrics/workers", "?q=a"), "/metrics", kept)).toBeNull();
  expect(addressFor("/", at("/metrics/"), "/metrics", kept)).toBeNull();
  expect(addressFor("/workers/%40a", at("/metrics/workers/@a"), "/metrics", kept)).toBeNull();
});

const kept = (path: string) => (path === "/" ? "?window=15" : "?q=b");

test("the search is kept between the table and a worker; another page gets its last one", () => {
  expect(addressFor("/workers/a", at("/metrics/workers", "?q=a"), "/metrics", kept)).toBe(
    "/metrics/workers/a?q=a",
  );
  expect(addressFor("/", at("/metrics/workers", "?q=a"), "/metrics", kept)).toBe(
    "/metrics/?window=15",
  );
  expect(addressFor("/workers", at("/", "?window=1"), "", kept)).toBe("/workers?q=b");
});
