// The host of a soak run: a process of its own, so that its errors and its memory are its own.
import { heapStats } from "bun:jsc";
import { startHost } from "../../dev/host.ts";
import type { Figures, Order, Report } from "./messages.ts";
import { PluginFolder } from "./plugin-folder.ts";
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

const leaked: Uint8Array[] = [];
const leak = process.argv.includes("--leak")
  ? () => void leaked.push(new Uint8Array(8_192).fill(1))
  : undefined;

const folder = new PluginFolder();
const host = await startHost({ port: 0, poolSize: 6, logger, pluginDir: folder.path });
const sick = new SickPool(host.pool, leak);
host.replacePool(sick.pool);
await host.reload();
tell({ type: "ready", url: `${host.url}${host.base}` });

process.on("message", (order: Order) => void obey(order));
process.on("disconnect", () => void stop().then(() => process.exit(1)));

async function obey(order: Order): Promise<void> {
  if (order.type === "stop") return stop();
  if (order.type === "fault") sick.fault = order.fault;
  if (order.type === "reload") await reload(order);
  tell({ type: "done", figures: figures() });
}

async function reload({ sseInterval, changed }: Order & { type: "reload" }): Promise<void> {
  if (changed) folder.change();
  await host.reload({ sseInterval });
}

async function stop(): Promise<void> {
  await host.stop();
  folder.remove();
  tell({ type: "stopped", figures: figures() });
  process.disconnect?.();
}

function figures(): Figures {
  Bun.gc(true);
  return {
    heap: heapStats().heapSize + heapStats().extraMemorySize,
    rss: process.memoryUsage.rss(),
    pluginTimers: pluginTimers(),
    unhandled,
    logLines,
  };
}

function tell(report: Report): void {
  process.send?.(report);
}
