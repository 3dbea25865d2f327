import type { DevHost } from "../dev/host.ts";
import { makeTempFolder, type TempFolder } from "./temp-folder.ts";

/** A plugin that reports how often it was initialised and what it got. */
const PLUGIN = `
let inits = 0;
export default (config) => {
  if (config.sseInterval === "bad") throw new Error("sseInterval: bad");
  let ctx;
  const native = config.base + "/api/metrics/prometheus";
  return {
    onInit(given) { ctx = given; inits++; },
    server: config.prometheus === false
      ? { routes: { [native]: () => new Response("off", { status: 404 }) } } : {},
    routes: { async fetch(request) {
      const { pathname } = new URL(request.url);
      if (pathname === "/api/self") return Response.json({
        inits, config, isReal: ctx.pool?.config !== undefined, globalConfig: ctx.globalConfig,
        hasKeys: ctx.auth !== undefined });
      if (pathname === "/api/metrics/prometheus") return new Response("on");
      if (pathname === "/api/throws") throw new Error("inside");
      return new Response("no such route", { status: 404 });
    } },
  };
};
`;

const MANIFEST = `name: "@acme/probe"
version: 1.2.3
base: /probe
enabled: false
injectBase: true
entrypoint: dist/client/index.html
pluginEntry: dist/plugin.js
menus: [{ path: /probe, title: Probe, items: [{ path: /probe/more, title: More }] }]
sseInterval: 1000
ttl: 1m
`;

/** Writes a small plugin with both kinds of pages. */
export async function makeTempPlugin(): Promise<TempFolder> {
  const folder = await makeTempFolder();
  await folder.write("manifest.yaml", MANIFEST);
  await folder.write("dist/plugin.js", PLUGIN);
  await folder.write("dist/client/index.html", "<html><head></head><body>page</body></html>");
  await folder.write("dist/client/assets/a.js", "script");
  await folder.write(
    "dist/index.js",
    `export default { fetch: (r) => new Response(new URL(r.url).pathname, { status: 404 }) };`,
  );
  return folder;
}

/** Sends a request to a host, without following redirects. */
export function send(host: DevHost, path: string, init?: RequestInit): Promise<Response> {
  return fetch(host.url + path, { redirect: "manual", ...init });
}

/** The body of the host's response. */
export async function text(host: DevHost, path: string): Promise<string> {
  return (await send(host, path)).text();
}

/** What the small plugin of `makeTempPlugin` reports about itself. */
export async function self(host: DevHost, path = "/probe/api/self") {
  return (await send(host, path)).json();
}
