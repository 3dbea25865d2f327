import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import type { TempFolder } from "../testing/temp-folder.ts";
import { makeTempPlugin, self, send, text } from "../testing/temp-plugin.ts";
import { type DevHost, type HostOptions, startHost } from "./host.ts";
import { loggerOf } from "./log.ts";

// What e2e/host shows by the contract is not tested here: redirects, pages, the paths that routes see, the
// options' effect on the plugin.

let plugin: TempFolder;
beforeAll(async () => {
  plugin = await makeTempPlugin();
});
afterAll(() => plugin[Symbol.asyncDispose]());

function open(options: HostOptions = {}): Promise<DevHost> {
  return startHost({ port: 0, quiet: true, pluginDir: plugin.path, ...options });
}

test("the plugin gets its manifest at the host's base, the real pool, and no keys without a root key", async () => {
  await using host = await open({ base: "/observe", poolSize: 3 });
  const { config, ...context } = await self(host, "/observe/api/self");
  expect(config).toEqual({
    ...{ base: "/observe", injectBase: true, pluginEntry: "dist/plugin.js" },
    ...{ sseInterval: 1000, ttl: "1m" },
    menus: [
      { path: "/observe", title: "Probe", items: [{ path: "/observe/more", title: "More" }] },
    ],
  });
  expect(context).toMatchObject({
    isReal: true,
    globalConfig: { poolSize: 3, pluginDirs: [plugin.path] },
    hasKeys: false,
  });
});

test("a route or an app that fails is a 500 with nothing internal", async () => {
  await using host = await open();
  const response = await send(host, "/probe/api/throws");
  expect([response.status, await response.text()]).toEqual([500, '{"error":"internal error"}']);
  for (const app of ["fails", "broken"]) expect((await send(host, `/${app}/`)).status).toBe(500);
});

test("sample apps are served under their names, with the method and in their folder", async () => {
  await using host = await open();
  const cart = await send(host, "/@acme/cart/", { method: "POST" });
  expect(await cart.json()).toEqual({ items: 1 });
  expect((await send(host, "/hello?a")).headers.get("location")).toBe("/hello/?a");
  expect((await send(host, "/none/")).status).toBe(404);
});

describe("a reload", () => {
  test("is only for POST from the host's own origin", async () => {
    await using host = await open();
    const ask = async (init: RequestInit) => (await send(host, "/api/plugins/reload", init)).status;
    expect(await ask({ method: "POST", headers: { origin: "http://evil.example" } })).toBe(403);
    expect(await ask({ method: "POST", headers: { origin: host.url } })).toBe(200);
    expect(await ask({ method: "GET" })).toBe(405);
  });

  test("runs the same module again with its state, each host its own, or one with other content", async () => {
    await using own = await makeTempPlugin();
    await using host = await open({ pluginDir: own.path });
    await using other = await open({ pluginDir: own.path });
    await host.reload();
    expect([(await self(host)).inits, (await self(other)).inits]).toEqual([2, 1]);
    const content = await Bun.file(`${own.path}/dist/plugin.js`).text();
    await own.write("dist/plugin.js", content.replace("let inits = 0", "let inits = 10"));
    await host.reload();
    expect(await self(host)).toMatchObject({ inits: 11 });
  });

  test("replaces native routes, the entrypoint and the pool; overrides are kept", async () => {
    await using host = await open({ prometheus: false });
    const prometheus = "/probe/api/metrics/prometheus";
    expect(await text(host, prometheus)).toBe("off");
    await host.reload({ prometheus: true, entrypoint: "worker" });
    host.replacePool(undefined);
    expect(await self(host)).toMatchObject({ isReal: true });
    await host.reload();
    expect(await self(host)).toMatchObject({ isReal: false });
    expect([await text(host, prometheus), await text(host, "/probe/none")]).toEqual([
      "on",
      "/none",
    ]);
  });

  test("brings back a plugin that threw, without which the host still serves the apps", async () => {
    const errors: unknown[] = [];
    const logger = loggerOf((level, _, ...data) => level === "error" && errors.push(...data));
    await using host = await open({ sseInterval: "bad", logger });
    expect([host.loaded, errors]).toEqual([false, [new Error("sseInterval: bad")]]);
    expect((await send(host, "/probe/")).status).toBe(404);
    expect((await send(host, "/hello/")).status).toBe(200);
    await host.reload({ sseInterval: 500 });
    expect(host.loaded).toBe(true);
  });
});

test("a stopped host leaves no copy next to the entry and frees its port", async () => {
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
