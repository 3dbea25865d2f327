/**
 * The embedded host in its own process: `bun host-server.ts <simulated workers> <sseInterval> [threads]`.
 * With 0 simulated workers the plugin reads the host's own pool. With `threads` each simulated worker has a real one, and
 * the response to any message is the address of {@link serveReads}.
 */
import { Hono } from "hono/tiny";
import { startHost } from "../dev/host.ts";
import { ProcessReader } from "../server/exposition/process.ts";
import { serve } from "./child.ts";
import { bareReading } from "./floors.ts";
import { SimulatedPool } from "./simulated-pool.ts";
import { spawnThreads } from "./threads.ts";

const [simulated = 0, sseInterval = 1000] = Bun.argv.slice(2, 4).map(Number);
const host = await startHost({ port: 0, quiet: true, sseInterval, poolSize: 20 });
let reads: string | undefined;
if (simulated > 0) {
  const threads = Bun.argv[4] === "threads" ? await spawnThreads(simulated) : [];
  const pool = new SimulatedPool(simulated, true, threads);
  host.replacePool(pool);
  await host.reload();
  if (threads.length > 0) reads = await serveReads(pool);
}
if (!host.loaded) throw new Error("the plugin is not loaded");
serve(host.port, () => reads);

/** In the same thread as the host: the least that any reader of the pool can do, and as many bytes as a scrape sends. */
async function serveReads(pool: SimulatedPool): Promise<string> {
  const scrape = `${host.url}${host.base}/api/metrics/prometheus`;
  const response = await fetch(scrape, { decompress: false });
  const { headers } = response;
  const body = await response.bytes();
  const process = new ProcessReader();
  const route = new Hono().get("/reads", () => {
    bareReading(pool, process);
    return new Response(body, { headers });
  });
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: route.fetch });
  return `${server.url}reads`;
}
