/**
 * The embedded host in its own process: `bun host-server.ts <made workers> <sseInterval> [threads]`.
 * With 0 made workers the plugin reads the host's own pool; with `threads` each made worker has a real one.
 */
import { startHost } from "../dev/host.ts";
import { serve } from "./child.ts";
import { MadePool } from "./made-pool.ts";
import { spawnThreads } from "./threads.ts";

const [made = 0, sseInterval = 1000] = Bun.argv.slice(2, 4).map(Number);
const host = await startHost({ port: 0, quiet: true, sseInterval, poolSize: 20 });
if (made > 0) {
  const threads = Bun.argv[4] === "threads" ? await spawnThreads(made) : [];
  host.replacePool(new MadePool(made, true, threads));
  await host.reload();
}
if (!host.loaded) throw new Error("the plugin is not loaded");
serve(host.port);
