/**
 * One server of a feed in a process of its own: `bun server.ts <plugin | per-client loop> <workers>`.
 * Told anything, it answers what it has used so far.
 */
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { activityOf } from "../../server/activity.ts";
import { AppLabels } from "../../server/exposition/app-groups.ts";
import { serve } from "../child.ts";
import { MadePool } from "../made-pool.ts";
import { loadPlugin } from "../plugin.ts";
import { snapshotOf } from "../sources.ts";
import { INTERVAL_MS, type Kind, PATH, type Usage } from "./kinds.ts";

const [, , kind, workers] = Bun.argv;
const pool = new MadePool(Number(workers));
const app = new Hono();
app.get("/other", (c) => c.text("ok"));
app.route("/", (kind as Kind) === "plugin" ? await plugin() : perClientLoop());

const server = Bun.serve({ port: 0, hostname: "127.0.0.1", idleTimeout: 0, fetch: app.fetch });
serve(server.port, (message) => {
  if (message === "collect") Bun.gc(true);
  return usage();
});

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  return {
    cpuSeconds: (user + system) / 1e6,
    rss: process.memoryUsage.rss(),
    open: server.pendingRequests,
    at: performance.now() / 1000,
  };
}

async function plugin(): Promise<Hono> {
  return (await loadPlugin(pool, { sseInterval: INTERVAL_MS })).routes;
}

/** As Hono's documentation has it: a loop per client. The payload is the same. */
function perClientLoop(): Hono {
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
