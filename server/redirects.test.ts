import { describe, expect, test } from "bun:test";
import { createApi } from "./api.ts";
import { REDIRECTS } from "./redirects.ts";
import { MetricsService } from "./services.ts";

const api = createApi(new MetricsService());

/** The address that a browser follows, below a base and a proxy's prefix. */
function targetOf(path: string, location: string | null): string {
  return new URL(location ?? "", `http://proxy/prefix/metrics${path}`).href;
}

describe("a redirect", () => {
  test("leads from the paths of the host's own plugin, and those with a trailing slash", () => {
    const slashed = ["stats", "prometheus", "history", "sse"].map(
      (path) => `/api/metrics/${path}/`,
    );
    const of02 = ["/api", "/api/", "/api/stats", "/api/prometheus", "/api/sse"];
    const of05 = ["/prometheus", "/admin", "/admin/", "/admin/stats", "/admin/sse"];
    expect(Object.keys(REDIRECTS)).toEqual([...slashed, ...of02, ...of05]);
  });

  test.each(Object.entries(REDIRECTS))(
    "leads from %s to %s, below any prefix",
    async (from, to) => {
      for (const method of ["GET", "HEAD"]) {
        const response = await api.request(`${from}?app=a%401`, { method });
        expect([response.status, await response.text()]).toEqual([308, ""]);
        const target = targetOf(from, response.headers.get("location"));
        expect(target).toBe(`http://proxy/prefix/metrics${to}?app=a%401`);
      }
    },
  );

  test.each(Object.keys(REDIRECTS))("from %s is only for GET and HEAD", async (from) => {
    const statuses = ["POST", "OPTIONS"].map(async (method) => {
      const { status, headers } = await api.request(from, { method });
      return [status, headers.get("allow")];
    });
    expect(await Promise.all(statuses)).toEqual([
      [405, "GET, HEAD"],
      [204, "GET, HEAD"],
    ]);
  });

  test("leads from a path with percent-encoding", async () => {
    const from = "/api/metrics/%73tats/";
    const { headers } = await api.request(from);
    const target = targetOf(from, headers.get("location"));
    expect(target).toBe("http://proxy/prefix/metrics/api/metrics/stats");
  });

  test("leads only to endpoints, and never from a path of the pages", () => {
    const pages = /^\/($|workers(\/|$)|assets\/)/;
    expect(Object.keys(REDIRECTS).filter((from) => pages.test(from))).toEqual([]);
    expect(Object.values(REDIRECTS).filter((to) => to in REDIRECTS)).toEqual([]);
  });
});
