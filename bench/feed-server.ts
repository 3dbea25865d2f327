/**
 * A server of a feed in its own process: `bun feed-server.ts <kind> <workers>`, see {@link KINDS}.
 * To any message it responds with its {@link Usage}, after a collection to `collect`.
 */
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { activityOf } from "../server/activity.ts";
import { AppLabels } from "../server/exposition/app-labels.ts";
import { serve } from "./child.ts";
import { loadPlugin } from "./plugin.ts";
import { SimulatedPool } from "./simulated-pool.ts";
import { readerOf } from "./sources.ts";

/** Ways of feeding. */
export const KINDS = ["plugin", "loop per client", "loops, shared reading"] as const;

/** What a server has used so far. */
export interface Usage {
  cpuSeconds: number;
  /** Bytes. */
  rss: number;
  /** Seconds, on its own clock. */
  at: number;
}

/** The feed's path. */
export const PATH = "/api/metrics/sse";
/** Time between two events. */
export const INTERVAL_MS = 1000;

if (import.meta.main) {
  const pool = new SimulatedPool(Number(Bun.argv[3]));
  const app = new Hono().get("/other", (c) => c.text("ok"));
  const [plugin, , shared] = KINDS;
  const feed =
    Bun.argv[2] === plugin
      ? (await loadPlugin(pool, { sseInterval: INTERVAL_MS })).routes
      : loopPerClient(pool, Bun.argv[2] === shared);
  app.route("/", feed);
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", idleTimeout: 0, fetch: app.fetch });
  serve(server.port, (message: string) => {
    if (message === "collect") Bun.gc(true);
    return usage();
  });
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  const at = performance.now() / 1000;
  return { cpuSeconds: (user + system) / 1e6, rss: process.memoryUsage.rss(), at };
}

/**
 * As Hono's documentation has it: a loop per client. The payload is the same.
 *
 * @param isShared - Whether the loops that wake up in one turn share a reading of the pool; else each takes its own.
 */
function loopPerClient(pool: SimulatedPool, isShared: boolean): Hono {
  const apps = new AppLabels();
  const shared = readerOf(pool);
  return new Hono().get(PATH, (c) =>
    streamSSE(c, async (stream) => {
      const reader = isShared ? shared : readerOf(pool);
      while (true) {
        const snapshot = reader.read();
        const { pool: numbers, uptime, timestamp } = snapshot;
        await stream.writeSSE({ data: JSON.stringify({ pool: numbers, uptime, timestamp }) });
        const activity = JSON.stringify(activityOf(snapshot, apps));
        await stream.writeSSE({ event: "activity", data: activity });
        await stream.sleep(INTERVAL_MS);
      }
    }),
  );
}
