/** The embedded host in a process of its own: `bun host.ts [made workers]`. */
import { startHost } from "../../dev/host.ts";
import { serve } from "../child.ts";
import { MadePool } from "../made-pool.ts";

const made = Number(Bun.argv[2] ?? 0);
const host = await startHost({ port: 0, quiet: true, sseInterval: 250, poolSize: 20 });
if (made > 0) {
  host.replacePool(new MadePool(made));
  await host.reload();
}
if (!host.loaded) throw new Error("the plugin is not loaded");
serve(host.port, () => host.pool.getMetrics());
