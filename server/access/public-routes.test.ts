import { describe, expect, test } from "bun:test";
import { compilePublicRoutes, type PublicRoutes } from "./public-routes.ts";

const TEXT = "/api/metrics/prometheus";

describe("public routes", () => {
  test.each<[PublicRoutes | undefined, method: string, path: string, isPublic: boolean]>([
    [undefined, "GET", TEXT, false],
    [[], "GET", TEXT, false],
    [[TEXT], "GET", TEXT, true],
    [[TEXT], "POST", TEXT, true],
    [[TEXT], "GET", `${TEXT}/`, false],
    [[TEXT], "GET", `/x${TEXT}`, false],
    [{ GET: [TEXT] }, "GET", TEXT, true],
    [{ GET: [TEXT] }, "HEAD", TEXT, true],
    [{ GET: [TEXT] }, "POST", TEXT, false],
    [{ HEAD: [TEXT] }, "GET", TEXT, false],
    [{ ALL: [TEXT], GET: [] }, "OPTIONS", TEXT, true],
    [{ GET: ["/api/metrics/*"] }, "GET", "/api/metrics/", true],
    [{ GET: ["/api/metrics/*"] }, "GET", "/api/metrics/stats", true],
    [{ GET: ["/api/*"] }, "GET", TEXT, false],
    [{ GET: ["/api/**"] }, "GET", TEXT, true],
    [{ GET: ["/**"] }, "GET", TEXT, true],
    [{ GET: ["/api/metrics/ss?"] }, "GET", "/api/metrics/sse", true],
    [{ GET: ["/api/metrics/s.e"] }, "GET", "/api/metrics/sse", false],
    [{ GET: ["/api/metrics/(stats|sse)"] }, "GET", "/api/metrics/sse", false],
    [{ GET: ["/a|/api/metrics/sse"] }, "GET", "/api/metrics/sse", false],
  ])("of %j: %s %s is %p", (routes, method, path, isPublic) => {
    expect(compilePublicRoutes(routes)(method, path)).toBe(isPublic);
  });
});
