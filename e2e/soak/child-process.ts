import { join } from "node:path";
import type { Figures, Order, Report } from "./messages.ts";
import type { Plant } from "./plan.ts";
import type { PoolNow } from "./pool-now.ts";
import { WATCHED_ENVIRONMENT } from "./timers.ts";

/** The host's process, from the side of the run. */
export class Child {
  readonly #process: Bun.Subprocess;
  readonly #waiting: { resolve: (report: Report) => void; reject: (error: Error) => void }[] = [];
  #ended: Error | undefined;
  /** Address of the plugin's base; empty until `start` is done. */
  base = "";

  private constructor(plant: Plant | undefined) {
    const script = join(import.meta.dir, "child.ts");
    this.#process = Bun.spawn([process.execPath, script, ...(plant ? [plant] : [])], {
      env: { ...process.env, ...WATCHED_ENVIRONMENT },
      stdio: ["ignore", "inherit", "inherit"],
      ipc: (report: Report) => this.#waiting.shift()?.resolve(report),
      onExit: (_, code) => this.#end(new Error(`the child ended with ${code}`)),
    });
  }

  /** Starts it, and waits until the plugin answers. */
  static async start(plant: Plant | undefined): Promise<Child> {
    const child = new Child(plant);
    const report = await child.#next();
    if (report.type !== "ready") throw new Error(`the child began with ${report.type}`);
    child.base = report.url;
    return child;
  }

  /** Has an order carried out; orders are carried out and answered in their turn. */
  async obey(order: Exclude<Order, { type: "measure" | "pool" | "stop" }>): Promise<void> {
    await this.#order(order);
  }

  /** The figures of its process, after a full collection. */
  async measure(): Promise<Figures> {
    return told(await this.#order({ type: "measure" }), "figures");
  }

  /** What its pool itself says of its workers now. */
  async pool(): Promise<PoolNow> {
    return told(await this.#order({ type: "pool" }), "pool");
  }

  /** Stops the host; its last figures. */
  async stop(): Promise<Figures> {
    return told(await this.#order({ type: "stop" }), "figures");
  }

  /** Ends it, whatever it is doing. */
  kill(): void {
    this.#process.kill();
  }

  async #order(order: Order): Promise<Report & { type: "done" }> {
    if (this.#ended) throw this.#ended;
    this.#process.send(order);
    const report = await this.#next();
    if (report.type === "done") return report;
    throw new Error(report.type === "failed" ? report.error : "the child began twice");
  }

  #next(): Promise<Report> {
    const { promise, resolve, reject } = Promise.withResolvers<Report>();
    this.#waiting.push({ resolve, reject });
    return promise;
  }

  #end(error: Error): void {
    this.#ended = error;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}

function told<K extends "figures" | "pool">(
  report: Report & { type: "done" },
  what: K,
): NonNullable<(Report & { type: "done" })[K]> {
  const value = report[what];
  if (!value) throw new Error(`the child told no ${what}`);
  return value;
}
