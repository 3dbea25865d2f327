import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { connect } from "node:net";
import { eventually } from "../testing/eventually.ts";
import type { TempFolder } from "../testing/temp-folder.ts";
import { makeTempPlugin, self, send, text } from "../testing/temp-plugin.ts";
import { type DevHost, type HostOptions, startHost } from "./host.ts";

// What `bun run conformance` shows of this host is not tested here: redirects, pages, the paths that routes see.

let plugin: TempFolder;
beforeAll(async () => {
  plugin = await makeTempPlugin();
});
afterAll(() => plugin[Symbol.asyncDispose]());

function open(options: HostOptions = {}): Promise<DevHost> {
  return startHost({ port: 0, quiet: true, pluginDir: plugin.path, ...options });
}

describe("the plugin gets", () => {
  test("the manifest with the overrides as its config, without the host's own keys", async () => {
    await using host = await open({ base: "/observe", prometheus: true, sseInterval: null });
    const { config } = await self(host, "/observe/api/self");
    expect(Object.keys(config).sort()).toEqual(
      ["base", "injectBase", "menus", "pluginEntry", "prometheus", "sseInterval", "ttl"].sort(),
    );
    expect(config).toMatchObject({ base: "/observe", prometheus: true, sseInterval: null });
    expect(config.menus[0]).toMatchObject({ path: "/observe", items: [{ path: "/observe/more" }] });
    expect((await send(host, "/probe/")).status).toBe(404);
  });

  test("a full context with the real pool", async () => {
    await using host = await open({ poolSize: 3 });
    expect(await self(host)).toMatchObject({
      isReal: true,
      globalConfig: { poolSize: 3, pluginDirs: [plugin.path] },
      runtime: ["api", "version"],
      logger: ["debug", "info", "warn", "error"],
    });
  });

  test("the host's current keys, if there is a root key", async () => {
    await using host = await open({ rootKey: "root" });
    const path = "/probe/api/keys?made";
    expect(await self(host, path)).toEqual({ root: "root", principal: null });
    host.keys.add("made");
    expect((await self(host, path)).principal).toEqual({ role: "viewer", isRoot: false });
    host.keys.revoke("made");
    expect((await self(host, path)).principal).toBeNull();
    await using former = await open();
    expect(await self(former, path)).toEqual({});
  });

  test("a crowd in place of the real pool", async () => {
    await using host = await open({ crowd: 500 });
    expect(await self(host)).toMatchObject({ globalConfig: { poolSize: 500 } });
    expect(host.pool.config.maxSize).toBe(10);
  });
});

describe("a running host", () => {
  let host: DevHost;
  beforeAll(async () => {
    host = await open();
  });
  afterAll(() => host.stop());

  test("passes query and body to the routes", async () => {
    const response = await send(host, "/probe/api/self?a=b", { method: "POST", body: "sent" });
    expect(await response.json()).toMatchObject({ path: "/api/self?a=b", body: "sent" });
  });

  test("responds with 500 and nothing internal if a route or an app fails", async () => {
    const response = await send(host, "/probe/api/throws");
    expect([response.status, await response.text()]).toEqual([500, '{"error":"internal error"}']);
    for (const app of ["fails", "broken"]) expect((await send(host, `/${app}/`)).status).toBe(500);
  });

  test("cancels a stream when its client leaves", async () => {
    const aborter = new AbortController();
    const response = await send(host, "/probe/api/stream", { signal: aborter.signal });
    await response.body?.getReader().read();
    aborter.abort();
    await eventually("the stream is cancelled", () =>
      host.logs.some(({ message }) => message.endsWith("stream cancelled")),
    );
  });

  test("names each request by its own id or a new one", async () => {
    const headers = { "x-request-id": "mine" };
    expect((await send(host, "/probe/", { headers })).headers.get("x-request-id")).toBe("mine");
    expect((await send(host, "/none")).headers.get("x-request-id")).toMatch(/^[\da-f-]{36}$/);
  });

  test("serves the sample apps under their names, and 404 elsewhere", async () => {
    expect(await text(host, "/hello/")).toBe("hello\n");
    const cart = await send(host, "/@acme/cart/", { method: "POST" });
    expect(await cart.json()).toEqual({ items: 1 });
    expect((await send(host, "/hello?a")).headers.get("location")).toBe("/hello/?a");
    expect((await send(host, "/none/")).status).toBe(404);
  });

  test("responds with 400 to a host name that is none", async () => {
    const socket = connect(host.port, "127.0.0.1");
    socket.write("GET /probe/ HTTP/1.1\r\nHost: ][\r\n\r\n");
    const [response] = await once(socket, "data");
    socket.destroy();
    expect(String(response)).toStartWith("HTTP/1.1 400 ");
  });

  test("reloads for POST of its own origin alone", async () => {
    const ask = async (init: RequestInit) => (await send(host, "/api/plugins/reload", init)).status;
    expect(await ask({ method: "POST", headers: { origin: "http://evil.example" } })).toBe(403);
    expect(await ask({ method: "POST", headers: { origin: host.url } })).toBe(200);
    expect(await ask({ method: "GET" })).toBe(405);
  });
});

describe("a reload", () => {
  test("runs the same module again, with its state, each host its own", async () => {
    await using host = await open();
    await using other = await open();
    const response = await send(host, "/api/plugins/reload", { method: "POST" });
    expect(await response.json()).toEqual({ plugins: [{ name: "@acme/probe", loaded: true }] });
    expect([(await self(host)).inits, (await self(other)).inits]).toEqual([2, 1]);
  });

  test("imports an entry with other content", async () => {
    await using other = await makeTempPlugin();
    await using host = await open({ pluginDir: other.path });
    const content = await Bun.file(`${other.path}/dist/plugin.js`).text();
    await other.write("dist/plugin.js", content.replace("let inits = 0", "let inits = 10"));
    await host.reload();
    expect(await self(host)).toMatchObject({ inits: 11 });
  });

  test("replaces native routes, the entrypoint and the pool", async () => {
    await using host = await open({ prometheus: false });
    const prometheus = "/probe/api/metrics/prometheus";
    expect(await text(host, prometheus)).toBe("off");
    await host.reload({ prometheus: true, entrypoint: "worker" });
    expect([await text(host, prometheus), await text(host, "/probe/none")]).toEqual([
      "on",
      "/none",
    ]);
    host.replacePool(undefined);
    expect(await self(host)).toMatchObject({ pool: "object" });
    await host.reload();
    expect(await self(host)).toMatchObject({ pool: "undefined" });
  });

  test("brings back a plugin that threw, without which the host still serves the apps", async () => {
    await using host = await open({ sseInterval: "bad" });
    expect(host.loaded).toBe(false);
    const error = host.logs.find(({ level }) => level === "error");
    expect(error?.data).toEqual([new Error("sseInterval: bad")]);
    expect((await send(host, "/probe/")).status).toBe(404);
    expect((await send(host, "/hello/")).status).toBe(200);
    await host.reload({ sseInterval: 500 });
    expect(host.loaded).toBe(true);
  });
});

test("a stopped host leaves no copy beside the entry and frees its port", async () => {
  const copies = async () =>
    (await readdir(`${plugin.path}/dist`)).filter((name) => name.startsWith("."));
  const host = await open();
  expect(await copies()).toHaveLength(1);
  await expect(open({ port: host.port })).rejects.toThrow("in use");
  await host.stop();
  expect(await copies()).toEqual([]);
  await (await open({ port: host.port })).stop();
});

test("a plugin that is not built is an error that says so", async () => {
  await using other = await makeTempPlugin();
  await other.write("manifest.yaml", "name: probe\nbase: /probe\npluginEntry: dist/none.js\n");
  await expect(open({ pluginDir: other.path })).rejects.toThrow(
    `${other.path}/dist/none.js does not exist: run bun run build`,
  );
});
