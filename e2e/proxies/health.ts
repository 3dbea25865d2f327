import { expect, test } from "bun:test";
import { eventually } from "../../testing/eventually.ts";
import type { TestPlace } from "./place.ts";

/** nginx has no health checks of its own. */
export function healthTests(at: TestPlace): void {
  test.skipIf(at.name === "nginx")(
    "the health check takes a host out whose pool can't be read, and puts it back",
    async () => {
      const app = async () => (await fetch(`${at.proxy.url}/hello/`)).status;
      expect(await app()).toBe(200);
      at.host.replacePool(undefined);
      await at.host.reload();
      expect((await fetch(`${at.host.url}/hello/`)).status).toBe(200);
      await eventually("the proxy refuses", async () => (await app()) === 503);
      at.host.replacePool(at.pool);
      await at.host.reload();
      await eventually("the proxy passes on", async () => (await app()) === 200);
    },
  );
}
