import { join } from "node:path";
import type { Figures, Order, Report } from "./messages.ts";

/** The host's process, from the side of the run. */
export class Child {
  readonly #process: Bun.Subprocess;
  readonly #waiting: { resolve: (report: Report) => void; reject: (error: Error) => void }[] = [];
  /** Address of the plugin's base; empty until `start` is done. */
  base = "";

  private constructor(leak: boolean) {
    const script = join(import.meta.dir, "child.ts");
    this.#process = Bun.spawn([process.execPath, script, ...(leak ? ["--leak"] : [])], {
      stdio: ["ignore", "inherit", "inherit"],
      ipc: (report: Report) => this.#waiting.shift()?.resolve(report),
      onExit: (_, code) => this.#fail(new Error(`the child ended with ${code}`)),
    });
  }

  /** Starts it, and waits until the plugin answers. */
  static async start(leak: boolean): Promise<Child> {
    const child = new Child(leak);
    const report = await child.#next();
    if (report.type !== "ready") throw new Error(`the child began with ${report.type}`);
    child.base = report.url;
    return child;
  }

  /** Has an order carried out; orders are answered in their turn. */
  async obey(order: Order): Promise<Figures> {
    this.#process.send(order);
    const report = await this.#next();
    if (report.type === "ready") throw new Error("the child began twice");
    return report.figures;
  }

  /** Ends it, whatever it is doing. */
  kill(): void {
    this.#process.kill();
  }

  #next(): Promise<Report> {
    const { promise, resolve, reject } = Promise.withResolvers<Report>();
    this.#waiting.push({ resolve, reject });
    return promise;
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
