import { expect, test } from "bun:test";
import { canonicalPath } from "./canonicalPath.ts";

test("a path has one leading and no trailing slash", () => {
  for (const path of ["workers", "/workers", "/workers/", "//workers"]) {
    expect(canonicalPath(path, "/metrics")).toBe("/workers");
  }
  expect(canonicalPath("", "/metrics")).toBe("/");
  expect(canonicalPath("/", "/metrics")).toBe("/");
});

test("the mount point, a query and a hash are removed", () => {
  expect(canonicalPath("/metrics/workers?q=1#x", "/metrics")).toBe("/workers");
  expect(canonicalPath("/metrics", "/metrics")).toBe("/");
  expect(canonicalPath("/metricsworkers", "/metrics")).toBe("/metricsworkers");
});

test("an id is one encoded segment, whether it was encoded before or not", () => {
  const expected = "/workers/%40acme%2Fshop%401.0.0";
  expect(canonicalPath("/workers/@acme/shop@1.0.0", "")).toBe(expected);
  expect(canonicalPath("/workers/%40acme%2Fshop%401.0.0", "")).toBe(expected);
  expect(canonicalPath("/workers/@acme%2Fshop@1.0.0", "")).toBe(expected);
  expect(canonicalPath("/workers/100%", "")).toBe("/workers/100%25");
});
