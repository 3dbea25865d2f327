import { afterAll, beforeAll, describe } from "bun:test";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { CrowdPool } from "../../dev/crowd.ts";
import { type DevHost, startHost } from "../../dev/host.ts";
import { root } from "../../scripts/root.ts";
import type { ProxyName } from "../../scripts/tools/proxies.ts";
import { makeTempFolder, type TempFolder } from "../../testing/temp-folder.ts";
import { accessTests } from "./access.ts";
import { balanceTests } from "./balance.ts";
import { healthTests } from "./health.ts";
import { passingTests } from "./passing.ts";
import { prefixTests } from "./prefix.ts";
import { type RunningProxy, startProxy } from "./start.ts";

const pool = new CrowdPool(100);
let host: DevHost;
let plugin: TempFolder;
/** Two more hosts, which only return their names. */
const others = [serve("first"), serve("second")] as const;

function serve(name: string): Bun.Server<undefined> {
  return Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response(name) });
}

beforeAll(async () => {
  plugin = await makePlugin();
  // After its first events, the feed has nothing to send but heartbeats: what is held back stays so.
  const options = { sseInterval: 3_600_000, rootKey: "the root key", pluginDir: plugin.path };
  host = await startHost({ port: 0, quiet: true, ...options });
  host.replacePool(pool);
  await host.reload();
});
afterAll(async () => {
  for (const other of others) await other.stop(true);
  await host.stop();
  await plugin[Symbol.asyncDispose]();
});

/** The plugin with a manifest whose health checks need no key. */
async function makePlugin(): Promise<TempFolder> {
  const folder = await makeTempFolder();
  const manifest = await Bun.file(join(root, "manifest.yaml")).text();
  await folder.write("manifest.yaml", `${manifest}\npublicRoutes: { GET: [/api/metrics/] }\n`);
  await symlink(join(root, "dist"), join(folder.path, "dist"));
  return folder;
}

describe.each<ProxyName>(["nginx", "caddy", "haproxy"])(
  "behind %s, as docs/proxies.md has it,",
  (name) => {
    let proxy: RunningProxy | undefined;
    beforeAll(async () => {
      proxy = await startProxy(name, host.url, [others[0].url.origin, others[1].url.origin]);
    });
    afterAll(() => proxy?.[Symbol.asyncDispose]());

    const at = {
      name,
      pool,
      get host() {
        return host;
      },
      get proxy() {
        return proxy as RunningProxy;
      },
    };
    passingTests(at);
    prefixTests(at);
    accessTests(at);
    healthTests(at);
    balanceTests(at);
  },
);
