/**
 * A build of the plugin in a process of its own: `bun server.ts <its checkout>`. It serves a made pool
 * of 15 workers over HTTP; for a number of workers it returns the microseconds of a scrape in process.
 */
import { serve } from "../child.ts";
import { MadePool } from "../made-pool.ts";
import { spread } from "../noise.ts";
import { loadPlugin } from "../plugin.ts";
import { PATH } from "../scrape/contestants.ts";

const [, , folder = ""] = Bun.argv;
const SCRAPES = 40;
const pools = new Map<number, MadePool>();
const plugin = await loadPlugin(poolOf(15), {}, folder);

const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch: (request) => plugin.routes.fetch(request),
});
serve(server.port, (message) => timeScrape(poolOf(Number(message))));

function poolOf(workers: number): MadePool {
  const pool = pools.get(workers) ?? new MadePool(workers);
  pools.set(workers, pool);
  return pool;
}

/** The median of some scrapes, each in a turn of its own and of a pool that has changed since the last. */
async function timeScrape(pool: MadePool): Promise<number> {
  plugin.onInit({ pool });
  const times: number[] = [];
  for (let scrape = 0; scrape < SCRAPES; scrape++) {
    await Bun.sleep(0);
    pool.live();
    const begin = Bun.nanoseconds();
    await (await plugin.routes.request(PATH)).arrayBuffer();
    times.push((Bun.nanoseconds() - begin) / 1000);
  }
  return spread(times).median;
}
