import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { connect } from "node:net";
import { eventually } from "../testing/eventually.ts";
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

describe("what the plugin is given", () => {
  test("its config is the manifest with the overrides, less what is not its concern", async () => {
    await using host = await open({ prometheus: true, sseInterval: null });
    const { config } = await self(host);
    expect(Object.keys(config).sort()).toEqual(
      ["base", "injectBase", "menus", "pluginEntry", "prometheus", "sseInterval", "ttl"].sort(),
    );
    expect(config).toMatchObject({ base: "/probe", prometheus: true, sseInterval: null });
  });

  test("onInit gets a full context, the real pool in it", async () => {
    await using host = await open({ poolSize: 3 });
    expect(await self(host)).toMatchObject({
      isReal: true,
      globalConfig: { poolSize: 3, pluginDirs: [plugin.path] },
      runtime: ["api", "version"],
      logger: ["debug", "info", "warn", "error"],
    });
  });

  test("the host's keys are those of now, and there only with a root key", async () => {
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

  test("its base may be another, and its menus go along", async () => {
    await using host = await open({ base: "/observe" });
    const { config } = await self(host, "/observe/api/self");
    expect(config.menus[0]).toMatchObject({ path: "/observe", items: [{ path: "/observe/more" }] });
    expect((await send(host, "/probe/")).status).toBe(404);
  });
});

describe("routing", () => {
  let host: DevHost;
  beforeAll(async () => {
    host = await open();
  });
  afterAll(() => host.stop());

  test("exactly the base is redirected to base/, for GET and HEAD, with its query", async () => {
    for (const method of ["GET", "HEAD"]) {
      const { status, headers } = await send(host, "/probe?a=b", { method });
      expect([status, headers.get("location")]).toEqual([308, "/probe/?a=b"]);
    }
  });

  test("routes see paths without the base, with query and body", async () => {
    const response = await send(host, "/probe/api/self?a=b", { method: "POST", body: "sent" });
    expect(await response.json()).toMatchObject({ path: "/api/self?a=b", body: "sent" });
  });

  test("a 404 of the routes falls through to the pages, which get the base", async () => {
    for (const path of ["/probe/", "/probe/api/none", "/probe/deep/link"]) {
      const response = await send(host, path);
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toStartWith("text/html");
      expect(await response.text()).toStartWith('<html><head><base href="/probe/" /></head>');
    }
    expect(host.pool.getWorkerStats()).toHaveProperty(["@acme/probe@1.2.3"]);
  });

  test("a file of the pages comes as it is", async () => {
    expect(await text(host, "/probe/assets/a.js")).toBe("script");
  });

  test("a route that throws is a 500 without internals, and the host goes on", async () => {
    const response = await send(host, "/probe/api/throws");
    expect([response.status, await response.text()]).toEqual([500, '{"error":"internal error"}']);
    expect((await send(host, "/probe/")).status).toBe(200);
  });

  test("a stream is cancelled when its client leaves", async () => {
    const aborter = new AbortController();
    const response = await send(host, "/probe/api/stream", { signal: aborter.signal });
    await response.body?.getReader().read();
    aborter.abort();
    await eventually("the stream is cancelled", () =>
      host.logs.some(({ message }) => message.endsWith("stream cancelled")),
    );
  });

  test("every answer names its request, by the id it came with if it came with one", async () => {
    const headers = { "x-request-id": "mine" };
    expect((await send(host, "/probe/", { headers })).headers.get("x-request-id")).toBe("mine");
    expect((await send(host, "/none")).headers.get("x-request-id")).toMatch(/^[\da-f-]{36}$/);
  });

  test("sample apps answer below their names, and other paths are 404", async () => {
    expect(await text(host, "/hello/")).toBe("hello\n");
    expect(await (await send(host, "/@acme/cart/", { method: "POST" })).json()).toEqual({
      items: 1,
    });
    expect((await send(host, "/hello?a")).headers.get("location")).toBe("/hello/?a");
    expect((await send(host, "/none/")).status).toBe(404);
  });

  test("an app that fails is a 500 of the host", async () => {
    expect((await send(host, "/fails/")).status).toBe(500);
    expect((await send(host, "/broken/")).status).toBe(500);
  });
});

test("with dist/index.js as entrypoint the pages' own 404 reaches the outside", async () => {
  await using host = await open({ entrypoint: "worker" });
  const response = await send(host, "/probe/none");
  expect([response.status, await response.text()]).toEqual([404, "/none"]);
});

test("a plugin that throws is logged, and the host goes on without it until a reload", async () => {
  await using host = await open({ sseInterval: "bad" });
  expect(host.loaded).toBe(false);
  const error = host.logs.find(({ level }) => level === "error");
  expect(error?.data).toEqual([new Error("sseInterval: bad")]);
  expect((await send(host, "/probe/")).status).toBe(404);
  expect((await send(host, "/hello/")).status).toBe(200);
  await host.reload({ sseInterval: 500 });
  expect(host.loaded).toBe(true);
});

test("a crowd is what the plugin is given in place of the real pool", async () => {
  await using host = await open({ crowd: 500 });
  expect(await self(host)).toMatchObject({ globalConfig: { poolSize: 500 } });
  expect(host.pool.config.maxSize).toBe(10);
});

test("two hosts in one process keep their plugins apart", async () => {
  await using first = await open();
  await using second = await open();
  await first.reload();
  expect([(await self(first)).inits, (await self(second)).inits]).toEqual([2, 1]);
});

test("after stop there is no copy beside the entry, and the port is free", async () => {
  const host = await open();
  const copies = async () =>
    (await readdir(`${plugin.path}/dist`)).filter((n) => n.startsWith("."));
  expect(await copies()).toHaveLength(1);
  await host.stop();
  expect(await copies()).toEqual([]);
  await (await open({ port: host.port })).stop();
});

test("a port that is taken is an error, and leaves nothing behind", async () => {
  await using host = await open();
  await expect(open({ port: host.port })).rejects.toThrow("in use");
});

test("a request to a host name that is none is a 400", async () => {
  await using host = await open();
  const socket = connect(host.port, "127.0.0.1");
  socket.write("GET /probe/ HTTP/1.1\r\nHost: ][\r\n\r\n");
  const [answer] = await once(socket, "data");
  socket.destroy();
  expect(String(answer)).toStartWith("HTTP/1.1 400 ");
});
