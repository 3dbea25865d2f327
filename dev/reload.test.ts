import { afterAll, beforeAll, expect, test } from "bun:test";
import type { TempFolder } from "../testing/temp-folder.ts";
import { makeTempPlugin, self, send, text } from "../testing/temp-plugin.ts";
import { type DevHost, type HostOptions, startHost } from "./host.ts";

let plugin: TempFolder;
beforeAll(async () => {
  plugin = await makeTempPlugin();
});
afterAll(() => plugin[Symbol.asyncDispose]());

function open(options: HostOptions = {}): Promise<DevHost> {
  return startHost({ port: 0, quiet: true, pluginDir: plugin.path, ...options });
}

test("a reload runs the same module again, with its state, when nothing has changed", async () => {
  await using host = await open();
  const response = await send(host, "/api/plugins/reload", { method: "POST" });
  expect(await response.json()).toEqual({ plugins: [{ name: "@acme/probe", loaded: true }] });
  expect(await self(host)).toMatchObject({ inits: 2 });
});

test("a reload imports the entry again when its content has changed", async () => {
  await using other = await makeTempPlugin();
  await using host = await open({ pluginDir: other.path });
  const content = await Bun.file(`${other.path}/dist/plugin.js`).text();
  await other.write("dist/plugin.js", content.replace("let inits = 0", "let inits = 10"));
  await host.reload();
  expect(await self(host)).toMatchObject({ inits: 11 });
});

test("without a build plugin.ts is loaded instead, with a warning", async () => {
  await using other = await makeTempPlugin();
  await other.write("plugin.ts", await Bun.file(`${other.path}/dist/plugin.js`).text());
  await other.write("manifest.yaml", "name: probe\nbase: /probe\npluginEntry: dist/none.js\n");
  await using host = await open({ pluginDir: other.path });
  expect(host.loaded).toBe(true);
  expect(host.logs[0]).toMatchObject({
    level: "warn",
    message: "dist/none.js is missing: using plugin.ts instead",
  });
});

test("a reload replaces the native routes, whose 404 reaches the outside", async () => {
  await using host = await open({ prometheus: false });
  const prometheus = "/probe/api/metrics/prometheus";
  expect(await text(host, prometheus)).toBe("off");
  await host.reload({ prometheus: true });
  expect(await text(host, prometheus)).toBe("on");
  await host.reload({ prometheus: false });
  expect(await text(host, prometheus)).toBe("off");
});

test("a reload leaves the native routes as they were where they are fixed", async () => {
  await using host = await open({ prometheus: false, nativeRoutes: "fixed" });
  await host.reload({ prometheus: true });
  expect(await text(host, "/probe/api/metrics/prometheus")).toBe("off");
});

test("a reload serves the pages from another entrypoint at once", async () => {
  await using host = await open();
  expect((await send(host, "/probe/none")).status).toBe(200);
  await host.reload({ entrypoint: "worker" });
  expect((await send(host, "/probe/none")).status).toBe(404);
});

test("a reload hands over another pool, or none, from then on", async () => {
  await using host = await open();
  host.replacePool(undefined);
  expect(await self(host)).toMatchObject({ pool: "object" });
  await host.reload();
  expect(await self(host)).toMatchObject({ pool: "undefined" });
  host.replacePool(host.pool);
  await host.reload();
  expect(await self(host)).toMatchObject({ isReal: true });
});

test("a reload is refused to pages of another origin and to methods other than POST", async () => {
  await using host = await open();
  const ask = async (init: RequestInit) => (await send(host, "/api/plugins/reload", init)).status;
  expect(await ask({ method: "POST", headers: { origin: "http://evil.example" } })).toBe(403);
  expect(await ask({ method: "POST", headers: { origin: host.url } })).toBe(200);
  expect(await ask({ method: "GET" })).toBe(405);
});
