/**
 * The embedded host in its own process: `bun host-server.ts <simulated workers> <sseInterval> [threads]`.
 * With 0 simulated workers the plugin reads the host's own pool; with `threads` each simulated worker has a real one.
 */
import { startHost } from "../dev/host.ts";
import { serve } from "./child.ts";
import { SimulatedPool } from "./simulated-pool.ts";
import { spawnThreads } from "./threads.ts";

const [simulated = 0, sseInterval = 1000] = Bun.argv.slice(2, 4).map(Number);
const host = await startHost({ port: 0, quiet: true, sseInterval, poolSize: 20 });
if (simulated > 0) {
  const threads = Bun.argv[4] === "threads" ? await spawnThreads(simulated) : [];
  host.replacePool(new SimulatedPool(simulated, true, threads));
  await host.reload();
}
if (!host.loaded) throw new Error("the plugin is not loaded");
serve(host.port);
