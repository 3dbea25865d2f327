/**
 * A contestant of the scrape over HTTP in its own process: `bun scrape-server.ts <contestant>
 * [<a built checkout>]`. To `reads` it responds with the calls of the pool's methods so far; to an
 * {@link InProcess}, with the microseconds of such a scrape.
 */
import { Hono } from "hono/tiny";
import { CATALOGUE } from "../server/exposition/catalogue.ts";
import { ProcessReader } from "../server/exposition/process.ts";
import { serve } from "./child.ts";
import { bareReading } from "./floors.ts";
import { loadPlugin } from "./plugin.ts";
import { PromClient } from "./prom-client.ts";
import { SimulatedPool } from "./simulated-pool.ts";
import { sourcesOf } from "./sources.ts";
import { spread } from "./statistics.ts";

/** The path of every contestant. */
export const PATH = "/api/metrics/prometheus";
/** Workers in the pool that is read over HTTP. */
export const WORKERS = 15;
const HEADERS = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
const SCRAPES = 40;

/** A scrape in process. */
export interface InProcess {
  /** Workers in the pool that is read. */
  workers: number;
  /** The request's `Accept-Encoding`. */
  encoding: "identity" | "gzip";
}

if (import.meta.main) await start(Bun.argv[2] ?? "", Bun.argv[3]);

async function start(name: string, folder?: string): Promise<void> {
  const pools = new Map([[WORKERS, new SimulatedPool(WORKERS, name !== "plugin, pool at rest")]]);
  const pool = poolOf(WORKERS);
  const plugin = await loadPlugin(pool, {}, folder);
  const fetch = await contestant();
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: (request) => fetch(request) });
  serve(server.port, (message: "reads" | InProcess) =>
    message === "reads" ? { ...pool.reads } : timeScrape(message),
  );

  async function contestant(): Promise<(request: Request) => Response | Promise<Response>> {
    const body = await (await plugin.routes.request(PATH)).text();
    const constant = () => new Response(body, { headers: HEADERS });
    const client = new PromClient(CATALOGUE);
    const processReader = new ProcessReader();
    const contestants: Record<string, () => Response | Promise<Response>> = {
      "prom-client": async () =>
        new Response(await client.scrape(sourcesOf(pool)), { headers: HEADERS }),
      reads: () => {
        bareReading(pool, processReader);
        return constant();
      },
      floor: () => {
        pool.getMetrics();
        return constant();
      },
    };
    if (name === "constant") return constant;
    const route = contestants[name];
    // The plugin's own router, with one route: more than one that matches would cost promises, which the plugin spares.
    return route ? new Hono().get(PATH, route).fetch : plugin.routes.fetch;
  }

  function poolOf(workers: number): SimulatedPool {
    const known = pools.get(workers) ?? new SimulatedPool(workers);
    pools.set(workers, known);
    return known;
  }

  /** The median of some scrapes, each in its own turn and of a pool that has changed since the last. */
  async function timeScrape({ workers, encoding }: InProcess): Promise<number> {
    const read = poolOf(workers);
    const init = { headers: { "accept-encoding": encoding } };
    plugin.onInit({ pool: read });
    const times: number[] = [];
    for (let scrape = 0; scrape < SCRAPES; scrape++) {
      await Bun.sleep(0);
      read.live();
      const begin = Bun.nanoseconds();
      await (await plugin.routes.request(PATH, init)).arrayBuffer();
      times.push((Bun.nanoseconds() - begin) / 1000);
    }
    plugin.onInit({ pool });
    return spread(times).median;
  }
}
