// The host of a soak run: a process of its own, so that its errors and its memory are its own.
import { heapStats } from "bun:jsc";
import { startHost } from "../../dev/host.ts";
import type { Figures, Order, Report } from "./messages.ts";
import { FIRST_PACE, POOL_SIZE } from "./plan.ts";
import { planted } from "./plants.ts";
import { PluginFolder } from "./plugin-folder.ts";
import { poolNow } from "./pool-now.ts";
import { SickPool } from "./sick-pool.ts";
import { watchTimers } from "./timers.ts";

const unhandled: string[] = [];
process.on("unhandledRejection", (error) => void unhandled.push(`rejection: ${error}`));
process.on("uncaughtException", (error) => void unhandled.push(`exception: ${error}`));
const pluginTimers = watchTimers(".buntime-");

let logLines = 0;
const count = (message: string): void => {
  if (message.includes("metrics:")) logLines++;
};
const logger = { debug: count, info: count, warn: count, error: count };

const plant = planted(process.argv[2]);

const folder = new PluginFolder(plant.edit);
const host = await startHost({
  port: 0,
  poolSize: POOL_SIZE,
  logger,
  pluginDir: folder.path,
  sseInterval: plant.pace(FIRST_PACE),
});
const sick = new SickPool(plant.pool(host.pool), plant.onRead);
host.replacePool(sick.pool);
await host.reload();
tell({ type: "ready", url: `${host.url}${host.base}` });

let turn = Promise.resolve();
process.on("message", (order: Order) => {
  turn = turn.then(() => answer(order));
});
process.on("disconnect", () => void stop().then(() => process.exit(1)));

async function answer(order: Order): Promise<void> {
  try {
    tell({ type: "done", ...(await obey(order)) });
  } catch (error) {
    tell({ type: "failed", error: `${order.type}: ${error}` });
  }
  if (order.type === "stop") process.disconnect?.();
}

async function obey(order: Order): Promise<Omit<Report & { type: "done" }, "type">> {
  if (order.type === "fault") sick.fault = order.fault;
  else if (order.type === "reload") await reload(order);
  else if (order.type === "pool") return { pool: poolNow(host.pool) };
  else {
    if (order.type === "stop") await stop();
    return { figures: figures() };
  }
  return {};
}

async function reload({ sseInterval, changed }: Order & { type: "reload" }): Promise<void> {
  if (changed) folder.change();
  await host.reload({ sseInterval: plant.pace(sseInterval) });
}

async function stop(): Promise<void> {
  await host.stop();
  folder.remove();
}

function figures(): Figures {
  const timers = pluginTimers(); // first: it lets go of those that have run
  Bun.gc(true);
  return {
    heap: heapStats().heapSize + heapStats().extraMemorySize,
    rss: process.memoryUsage.rss(),
    pluginTimers: timers,
    unhandled,
    logLines,
  };
}

function tell(report: Report): void {
  process.send?.(report);
}
