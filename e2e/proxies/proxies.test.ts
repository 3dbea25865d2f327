import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { CrowdPool } from "../../dev/crowd.ts";
import { type DevHost, startHost } from "../../dev/host.ts";
import { root } from "../../scripts/root.ts";
import type { ProxyName } from "../../scripts/tools/proxies.ts";
import { eventually } from "../../testing/eventually.ts";
import { makeTempFolder, type TempFolder } from "../../testing/temp-folder.ts";
import { accessTests } from "./access.ts";
import { API, COMPRESSED, openFeed } from "./feed.ts";
import { type RunningProxy, startProxy } from "./start.ts";

const KEY = "the root key";
const pool = new CrowdPool(100);
let host: DevHost;
let plugin: TempFolder;
let proxy: RunningProxy;
/** Two more hosts, which only return their names. */
const others = [serve("first"), serve("second")] as const;

function serve(name: string): Bun.Server<undefined> {
  return Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response(name) });
}

beforeAll(async () => {
  // The plugin with a manifest whose health checks need no key.
  plugin = await makeTempFolder();
  const manifest = await Bun.file(join(root, "manifest.yaml")).text();
  await plugin.write("manifest.yaml", `${manifest}\npublicRoutes: { GET: [/api/metrics/] }\n`);
  await symlink(join(root, "dist"), join(plugin.path, "dist"));
  // After its first events, the feed has nothing to send but heartbeats: what is held back stays so.
  const options = { sseInterval: 3_600_000, rootKey: KEY, pluginDir: plugin.path };
  host = await startHost({ port: 0, quiet: true, ...options });
  await givePool(pool);
});
afterAll(async () => {
  for (const other of others) await other.stop(true);
  await host.stop();
  await plugin[Symbol.asyncDispose]();
});

async function givePool(given: object | undefined): Promise<void> {
  host.replacePool(given);
  await host.reload();
}

/** Requests a path as a browser does, and leaves the body compressed. */
const compressed = (path: string) =>
  fetch(proxy.url + path, { headers: COMPRESSED, decompress: false });

describe.each<ProxyName>(["nginx", "caddy", "haproxy"])(
  "behind %s, as docs/proxies.md has it,",
  (name) => {
    beforeAll(async () => {
      proxy = await startProxy(name, host.url, [others[0].url.origin, others[1].url.origin]);
    });
    afterAll(() => proxy[Symbol.asyncDispose]());

    test("the feed's first events and its heartbeats arrive, though nothing follows that would push them on", async () => {
      const feed = await openFeed(`${proxy.url}${API}/sse`);
      expect(feed.encoding).toBe(null);
      await feed.readUntil(({ events }) => events.length >= 2);
      expect(feed.stream.events.map(({ event }) => event)).toEqual(["message", "activity"]);
      await feed.readUntil((_, text) => /^:/m.test(text));
      await feed.close();
    });

    test.each(["prometheus", "stats"])(
      "%s is compressed once, and is what the host has sent",
      async (path) => {
        const response = await compressed(`${API}/${path}`);
        expect(response.headers.get("content-encoding")).toBe("gzip");
        const text = new TextDecoder().decode(Bun.gunzipSync(await response.bytes()));
        if (path === "stats") expect(JSON.parse(text).workers).toHaveLength(100);
        else expect(text).toStartWith("# HELP buntime_pool_size");
      },
    );

    test("the scrape's content type is the documented one, and a refusal keeps its status and body", async () => {
      const scrape = await fetch(`${proxy.url}${API}/prometheus`);
      expect(scrape.headers.get("content-type")).toBe("text/plain; charset=utf-8");
      const refusal = await fetch(`${proxy.url}${API}/?max-queue=1&max-nonsense=1`);
      expect([refusal.status, typeof (await refusal.json()).error]).toEqual([400, "string"]);
    });

    test("a deep link is the page, whose files are compressed", async () => {
      const page = await fetch(`${proxy.url}/metrics/workers/some.id?sort=app`);
      expect(page.status).toBe(200);
      const html = await page.text();
      expect(html).toContain('<base href="/metrics/" />');
      const [script = ""] = /assets\/[^"]+\.js/.exec(html) ?? [];
      const { headers } = await compressed(`/metrics/${script}`);
      expect(headers.get("content-type")).toContain("javascript");
      expect(headers.get("content-encoding")).toBe("gzip");
    });

    test("keys of the host pass through", async () => {
      await host.reload({ auth: "host" });
      const statusWith = async (headers: Record<string, string>) =>
        (await fetch(`${proxy.url}${API}/stats`, { headers })).status;
      expect(await statusWith({})).toBe(401);
      expect(await statusWith({ "x-api-key": KEY })).toBe(200);
      expect(await statusWith({ authorization: `Bearer ${KEY}` })).toBe(200);
      expect(await statusWith({ cookie: `buntime_api_key=${encodeURIComponent(KEY)}` })).toBe(200);
      await host.reload({ auth: "none" });
    });

    test.each(["/metrics/", "/metrics/workers/some.id?sort=app&app=a%20b"])(
      "below a path prefix, %s is the page with a base below it, and its files are there",
      async (path) => {
        const page = await fetch(proxy.prefixUrl + path);
        expect(page.headers.get("content-type")).toMatch(/^text\/html; ?charset=utf-8$/);
        const html = await page.text();
        expect(html).toContain('<base href="/runtime/metrics/" />');
        const files = [...html.matchAll(/\.(\/assets\/[^"]+)"/g)].map(([, file]) => file);
        expect(files.length).toBeGreaterThan(1);
        for (const file of files) {
          const answer = await fetch(`${proxy.prefixUrl}/metrics${file}`);
          expect(answer.headers.get("content-type")).not.toContain("html");
        }
      },
    );

    test.each([
      ["/metrics", "/metrics/"],
      ["/metrics/api/metrics/stats/?limit=1", "/metrics/api/metrics/stats?limit=1"],
      ["/metrics/prometheus", "/metrics/api/metrics/prometheus"],
    ])("below a path prefix, a redirect from %s leads to %s below it", async (from, to) => {
      const { url, status } = await fetch(proxy.prefixUrl + from);
      expect([url, status]).toEqual([proxy.prefixUrl + to, 200]);
    });

    accessTests(name, () => ({ host, proxy }));

    // nginx has no health checks of its own.
    test.skipIf(name === "nginx")(
      "the health check takes a host out whose pool can't be read, and puts it back",
      async () => {
        const app = async (url = proxy.url) => (await fetch(`${url}/hello/`)).status;
        expect(await app()).toBe(200);
        await givePool(undefined);
        expect(await app(host.url)).toBe(200);
        await eventually("the proxy refuses", async () => (await app()) === 503);
        await givePool(pool);
        await eventually("the proxy passes on", async () => (await app()) === 200);
      },
    );

    // Caddy can't select a host by a part of the path.
    test.skipIf(name === "caddy")(
      "an app stays on one of several hosts, and each gets some",
      async () => {
        const hosts = new Set<string>();
        for (const app of ["metrics", ...Array.from({ length: 20 }, (_, i) => `app-${i}`)]) {
          const paths = ["/", "/workers/some.id?sort=app", "/api/metrics/stats", "/?a=/b"];
          const answers = new Set<string>();
          for (const path of paths) {
            answers.add(await (await fetch(`${proxy.balancedUrl}/${app}${path}`)).text());
          }
          expect([app, answers.size]).toEqual([app, 1]);
          for (const answer of answers) hosts.add(answer);
        }
        expect([...hosts].sort()).toEqual(["first", "second"]);
      },
    );
  },
);
