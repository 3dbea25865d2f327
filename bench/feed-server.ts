/**
 * A server of a feed in its own process: `bun feed-server.ts <plugin | per-client loop> <workers>`.
 * To any message it responds with its {@link Usage}, after a collection to `collect`.
 */
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { activityOf } from "../server/activity.ts";
import { AppLabels } from "../server/exposition/app-groups.ts";
import { serve } from "./child.ts";
import { MadePool } from "./made-pool.ts";
import { loadPlugin } from "./plugin.ts";
import { snapshotOf } from "./sources.ts";

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
  const pool = new MadePool(Number(Bun.argv[3]));
  const app = new Hono().get("/other", (c) => c.text("ok"));
  const isPlugin = Bun.argv[2] === "plugin";
  const feed = isPlugin
    ? (await loadPlugin(pool, { sseInterval: INTERVAL_MS })).routes
    : perClientLoop(pool);
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

/** As Hono's documentation has it: a loop per client. The payload is the same. */
function perClientLoop(pool: MadePool): Hono {
  const apps = new AppLabels();
  return new Hono().get(PATH, (c) =>
    streamSSE(c, async (stream) => {
      while (true) {
        const snapshot = snapshotOf(pool);
        const { pool: numbers, uptime, timestamp } = snapshot;
        await stream.writeSSE({ data: JSON.stringify({ pool: numbers, uptime, timestamp }) });
        const activity = JSON.stringify(activityOf(snapshot, apps));
        await stream.writeSSE({ event: "activity", data: activity });
        await stream.sleep(INTERVAL_MS);
      }
    }),
  );
}
