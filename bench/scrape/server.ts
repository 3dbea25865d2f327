/** One contestant of the scrape over HTTP, in a process of its own: `bun server.ts <contestant>`. */
import { Hono } from "hono";
import { CATALOGUE } from "../../server/exposition/catalogue.ts";
import { ProcessReader } from "../../server/exposition/process.ts";
import { serve } from "../child.ts";
import { MadePool } from "../made-pool.ts";
import { loadPlugin } from "../plugin.ts";
import { PromClient } from "../prom-client.ts";
import { sourcesOf } from "../sources.ts";
import { type Contestant, PATH } from "./contestants.ts";

const HEADERS = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
const name = Bun.argv[2] as Contestant;
const pool = new MadePool(15, name !== "plugin, pool at rest");
const { routes } = await loadPlugin(pool);
const processReader = new ProcessReader();

const contestants: Record<Contestant, () => Promise<Bun.Server<undefined>>> = {
  plugin: async () => listen(routes.fetch),
  "plugin, pool at rest": async () => listen(routes.fetch),
  "prom-client": async () => {
    const client = new PromClient(CATALOGUE);
    const app = new Hono();
    app.get(PATH, async (c) => c.body(await client.scrape(sourcesOf(pool)), 200, HEADERS));
    return listen(app.fetch);
  },
  reads: () =>
    constantAfter(() => {
      pool.getMetrics();
      pool.getWorkerStats();
      processReader.read();
    }),
  floor: () => constantAfter(() => pool.getMetrics()),
  constant: async () => {
    const body = await scrapedBody();
    return listen(() => new Response(body, { headers: HEADERS }));
  },
};

const server = await contestants[name]();
serve(server.port, () => ({ ...pool.reads }));

/** The plugin's own router, with a route before its own that reads, and responds with a constant. */
async function constantAfter(read: () => void) {
  const body = await scrapedBody();
  const app = new Hono();
  app.get(PATH, () => {
    read();
    return new Response(body, { headers: HEADERS });
  });
  app.route("/", routes);
  return listen(app.fetch);
}

async function scrapedBody(): Promise<string> {
  return (await routes.request(PATH)).text();
}

function listen(fetch: (request: Request) => Response | Promise<Response>) {
  return Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: (request) => fetch(request) });
}
