// The host of a soak run, in its own process, so that its errors and its memory are its own.
import { heapStats } from "bun:jsc";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { startHost } from "../../dev/host.ts";
import type { WorkerPool } from "../../dev/pool/pool.ts";
import { root } from "../../scripts/root.ts";
import { makeTempFolder } from "../../testing/temp-folder.ts";
import { type Changes, FIRST_INTERVAL, KEY, PLANTS, type Plant, POOL_SIZE } from "./plan.ts";
import { poolNow } from "./pool-now.ts";
import { watchTimers } from "./timers.ts";

/** Parts of the pool that can be made to fail. */
export type Fault = "everything" | "getMetrics" | "getWorkerStats";

/** The first and only message to the run: the addresses of the plugin's base and of the {@link Orders}. */
export interface Started {
  base: string;
  control: string;
}

const unhandled: string[] = [];
process.on("unhandledRejection", (error) => void unhandled.push(`rejection: ${error}`));
process.on("uncaughtException", (error) => void unhandled.push(`exception: ${error}`));
const pluginTimers = watchTimers(".buntime-");

let logLines = 0;
const count = (message: string): void => {
  if (message.includes("metrics:")) logLines++;
};
const logger = { debug: count, info: count, warn: count, error: count };
const ENTRY = "dist/plugin.js";

const [name] = process.argv.slice(2) as [Plant?];
const changes: Changes = name ? PLANTS[name].changes() : {};
let fault: Fault | null = null;

const folder = await makeTempFolder();
for (const part of ["manifest.yaml", "package.json", "dist"]) {
  await cp(join(root, part), join(folder.path, part), { recursive: true });
}
const built = await Bun.file(join(folder.path, ENTRY)).text();
/**
 * The contents of its entry, the current one first: a reload imports the other. New content each time would
 * use up memory: the runtime keeps every imported module.
 */
const contents: [string, string] = [built, `${built}\n// changed\n`];

const intervalOf = (configured: number) => changes.sseInterval ?? configured;
const host = await startHost({
  port: 0,
  poolSize: POOL_SIZE,
  logger,
  pluginDir: folder.path,
  sseInterval: intervalOf(FIRST_INTERVAL),
  auth: "host",
  rootKey: KEY,
});
if (changes.acceptsAnyKey) host.keys.verify = async () => ({ role: "viewer", isRoot: false });
host.replacePool(sickPool(host.pool));
await host.reload();

/** The functions that the run can call. */
const orders = {
  setFault(next: Fault | null): void {
    fault = next;
  },
  async reload(sseInterval: number, isOther: boolean): Promise<void> {
    if (isOther) await folder.write(ENTRY, contents.reverse()[0] ?? "");
    await host.reload({ sseInterval: intervalOf(sseInterval) });
  },
  /** Creates a key besides the root key, or revokes it. */
  setKey(key: string, isValid: boolean): void {
    if (isValid) host.keys.add(key);
    else host.keys.revoke(key);
  },
  pool: () => poolNow(host.pool),
  figures,
  /** Stops the host, and returns its last figures. */
  async stop() {
    await host.stop();
    await folder[Symbol.asyncDispose]();
    return figures();
  },
};
export type Orders = typeof orders;

const control = Bun.serve({
  ...{ port: 0, hostname: "127.0.0.1" },
  async fetch(request) {
    const [order, ...args]: [keyof Orders, ...unknown[]] = await request.json();
    const run = orders[order] as (...args: unknown[]) => unknown;
    return Response.json((await run(...args)) ?? null);
  },
  error: (error) => new Response(String(error), { status: 500 }),
});
process.on("disconnect", () => void orders.stop().then(() => process.exit(1)));
process.send?.({
  base: `${host.url}${host.base}`,
  control: control.url.href,
} satisfies Started);

/** The process's figures after a full collection; bytes. */
function figures() {
  const timers = pluginTimers(); // first: it releases those that have run
  Bun.gc(true);
  return {
    /** The main thread's heap. */
    heap: heapStats().heapSize + heapStats().extraMemorySize,
    /** The whole process, the workers' threads included. */
    rss: process.memoryUsage.rss(),
    /** Timers that the plugin has set and not cleared. */
    pluginTimers: timers,
    /** Unhandled errors so far. */
    unhandled,
    /** Lines logged by the plugin so far. */
    logLines,
  };
}

/** The pool that the plugin reads: with the planted changes, and with the current fault. */
function sickPool(real: WorkerPool): object {
  return new Proxy(changes.pool?.(real) ?? real, {
    get(target, key) {
      const isFailing = fault === "everything" || fault === key || changes.fails?.();
      if (isFailing) throw new Error(`${String(key)} fails`);
      if (key === "getMetrics") changes.onRead?.();
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
