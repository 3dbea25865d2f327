import { describe, expect, test } from "bun:test";
import type { TestPlace } from "./place.ts";

/** The host below `/runtime`. */
export function prefixTests(at: TestPlace): void {
  const ask = (path: string) => fetch(at.proxy.prefixUrl + path);

  describe("below a path prefix", () => {
    test.each(["/metrics/", "/metrics/workers/some.id?sort=app&app=a%20b"])(
      "%s is the page with a base below it, and its files are there",
      async (path) => {
        const page = await ask(path);
        expect(page.headers.get("content-type")).toMatch(/^text\/html; ?charset=utf-8$/);
        const html = await page.text();
        expect(html).toContain('<base href="/runtime/metrics/" />');
        const files = [...html.matchAll(/\.(\/assets\/[^"]+)"/g)].map(([, file]) => file);
        expect(files.length).toBeGreaterThan(1);
        for (const file of files) {
          const answer = await ask(`/metrics${file}`);
          expect(answer.headers.get("content-type")).not.toContain("html");
        }
      },
    );

    test.each([
      ["/metrics", "/metrics/"],
      ["/metrics/api/metrics/stats/?limit=1", "/metrics/api/metrics/stats?limit=1"],
      ["/metrics/prometheus", "/metrics/api/metrics/prometheus"],
    ])("a redirect from %s leads to %s below it", async (from, to) => {
      const { url, status } = await ask(from);
      expect([url, status]).toEqual([at.proxy.prefixUrl + to, 200]);
    });
  });
}
