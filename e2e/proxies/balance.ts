import { expect, test } from "bun:test";
import type { TestPlace } from "./place.ts";

/** Several hosts; Caddy can't select a host by a part of the path. */
export function balanceTests(at: TestPlace): void {
  test.skipIf(at.name === "caddy")(
    "an app stays on one of several hosts, and each gets some",
    async () => {
      const ask = async (path: string) => (await fetch(at.proxy.balancedUrl + path)).text();
      const hosts = new Set<string>();
      for (const app of ["metrics", ...Array.from({ length: 20 }, (_, i) => `app-${i}`)]) {
        const paths = ["/", "/workers/some.id?sort=app", "/api/metrics/stats", "/?a=/b"];
        const answers = new Set(await Promise.all(paths.map((path) => ask(`/${app}${path}`))));
        expect([app, answers.size]).toEqual([app, 1]);
        for (const host of answers) hosts.add(host);
      }
      expect([...hosts].sort()).toEqual(["first", "second"]);
    },
  );
}
