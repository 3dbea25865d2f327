import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { type DevHost, startHost } from "../../dev/host.ts";
import type { ProxyName } from "../../scripts/tools/proxies.ts";
import { eventually } from "../../testing/eventually.ts";
import { requestOf } from "../../testing/raw-http.ts";
import { launch, recordFaults } from "../pages/browser.ts";
import { connectionIn, figure, numberIn, rowOf } from "../pages/elements.ts";
import { API, openFeed } from "./feed.ts";
import { SecureClient } from "./secure-client.ts";
import { CREDENTIALS } from "./setups.ts";
import { type RunningProxy, startProxy } from "./start.ts";

const LIMIT_MS = 300_000;
const SEND_LIMIT_MS = 500_000;
/** Longer than any timeout of these proxies, 60 s: a heartbeat comes every 5 s. */
const HEARTBEATS = 14;
const { user, password } = CREDENTIALS;
const SIGNED_IN = { ignoreHTTPSErrors: true, httpCredentials: { username: user, password } };

describe.skipIf(process.env.PROXIES !== "full")("behind a proxy", () => {
  let host: DevHost;
  let browser: Browser;
  const proxies = {} as Record<ProxyName, RunningProxy>;

  beforeAll(async () => {
    host = await startHost({ port: 0, quiet: true, load: "light" });
    for (const name of ["nginx", "caddy", "haproxy"] as const) {
      proxies[name] = await startProxy(name, host.url);
    }
    browser = await launch();
  }, LIMIT_MS);
  afterAll(async () => {
    await browser.close();
    for (const proxy of Object.values(proxies)) await proxy[Symbol.asyncDispose]();
    await host.stop();
  }, LIMIT_MS);

  describe.each<ProxyName>(["nginx", "caddy", "haproxy"])("%s", (name) => {
    test.each<["url" | "secureUrl" | "prefixUrl", BrowserContextOptions]>([
      ["url", {}],
      ["secureUrl", SIGNED_IN],
      ["prefixUrl", {}],
    ])(
      "at its %s, pages are live without errors, and copy their own address",
      async (which, options) => {
        const mount = `${proxies[name][which]}/metrics`;
        const context = await browser.newContext({ ...options, permissions: ["clipboard-read"] });
        const page = await context.newPage();
        const faults: string[] = [];
        recordFaults(page, faults);
        await page.goto(`${mount}/`);
        await connectionIn(page, "live").waitFor();
        const button = page.getByRole("button", { name: "Copy: Scrape URL", exact: true });
        await button.press("Enter");
        await page.getByRole("status").filter({ hasText: "Copied" }).waitFor({ state: "attached" });
        const copied = await page.evaluate(() => navigator.clipboard.readText());
        expect(copied).toBe(`${mount}/api/metrics/prometheus`);
        await page.goto(`${mount}/workers?sort=app`);
        await connectionIn(page, "live").waitFor();
        await rowOf(page, "hello").waitFor();
        expect(faults).toEqual([]);
        await context.close();
      },
    );
  });

  test.each<ProxyName>(["nginx", "haproxy"])(
    "where %s refuses one feed too many from an address, a page polls",
    async (name) => {
      using client = new SecureClient(proxies[name]);
      const credentials = { authorization: `Basic ${btoa(`${user}:${password}`)}` };
      for (let i = 0; i < 10; i++) {
        expect((await client.open(`${API}/sse`, credentials)).status).toBe(200);
      }
      const page = await browser.newPage(SIGNED_IN);
      await page.goto(`${proxies[name].secureUrl}/metrics/`);
      await connectionIn(page, "polling").waitFor();
      expect(await numberIn(figure(page, "Workers", "Size"))).toBe(10);
      await page.close();
    },
    LIMIT_MS,
  );

  test(
    "a feed with only heartbeats outlives all timeouts",
    async () => {
      await host.reload({ sseInterval: 3_600_000 });
      const feeds = Object.values(proxies).map(async ({ url }) => {
        const feed = await openFeed(`${url}${API}/sse`);
        await feed.readUntil((_, text) => (text.match(/^:/gm)?.length ?? 0) >= HEARTBEATS);
        await feed.close();
      });
      await Promise.all(feeds);
    },
    LIMIT_MS,
  );

  test(
    "feeds of clients that don't read are ended, once the buffers on their way are full",
    async () => {
      await host.reload({ sseInterval: 50 });
      await eventually("an empty feed", async () => (await places(host)) === 0);
      const clients = await Promise.all([proxies.nginx, proxies.haproxy].map(connectSilently));
      await eventually("all places taken", async () => (await places(host)) === clients.length);
      // The plugin itself would end them only after ten minutes.
      await eventually("no place taken", async () => (await places(host)) === 0, SEND_LIMIT_MS);
      for (const client of clients) client.terminate();
    },
    2 * SEND_LIMIT_MS,
  );
});

/** A client of the feed that reads only the beginning of the response. */
function connectSilently({ secureUrl, certificate }: RunningProxy): Promise<Bun.Socket> {
  const credentials = `authorization: Basic ${btoa(`${user}:${password}`)}\r\n`;
  return Bun.connect({
    hostname: "127.0.0.1",
    port: Number(new URL(secureUrl).port),
    tls: { ca: certificate, serverName: "localhost" },
    socket: {
      handshake: (socket) => void socket.write(requestOf("GET", `${API}/sse`, credentials)),
      data: (socket) => void socket.pause(),
      error() {},
    },
  });
}

/** The places of the feed that are taken, by clients that were dropped too. */
async function places({ url }: DevHost): Promise<number> {
  const text = await (await fetch(`${url}${API}/prometheus`)).text();
  const samples = [...text.matchAll(/^buntime_metrics_feed_(?:dropped_)?clients (\d+)$/gm)];
  expect(samples).toHaveLength(2);
  return samples.reduce((sum, [, value]) => sum + Number(value), 0);
}
