/**
 * The embedded host in a process of its own: `bun host.ts <made workers> <sseInterval>`. With 0 made
 * workers the plugin reads the host's own pool.
 */
import { startHost } from "../../dev/host.ts";
import { serve } from "../child.ts";
import { MadePool } from "../made-pool.ts";

const [made = 0, sseInterval = 1000] = Bun.argv.slice(2).map(Number);
const host = await startHost({ port: 0, quiet: true, sseInterval, poolSize: 20 });
if (made > 0) {
  host.replacePool(new MadePool(made, true));
  await host.reload();
}
if (!host.loaded) throw new Error("the plugin is not loaded");
serve(host.port, () => host.pool.getMetrics());
