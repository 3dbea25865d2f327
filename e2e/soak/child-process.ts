import { join } from "node:path";
import type { Call, Orders, Reply } from "./child.ts";
import type { Plant } from "./plan.ts";
import { WATCHED_ENVIRONMENT } from "./timers.ts";

/** The process of `child.ts`, seen from the run. */
export class Child {
  readonly #process: Bun.Subprocess;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #calls = 0;
  /** Address of the plugin's base. */
  base = "";

  private constructor(plant: Plant | undefined) {
    const script = join(import.meta.dir, "child.ts");
    this.#process = Bun.spawn([process.execPath, script, ...(plant ? [plant] : [])], {
      env: { ...process.env, ...WATCHED_ENVIRONMENT },
      stdio: ["ignore", "inherit", "inherit"],
      ipc: (reply: Reply) => this.#settle(reply),
      onExit: (_, code) => this.#rejectAll(new Error(`the host's process ended with ${code}`)),
    });
  }

  /** Starts it with a fault or without, and waits until the plugin responds. */
  static async start(plant: Plant | undefined): Promise<Child> {
    const child = new Child(plant);
    child.base = (await child.#reply(0)) as string;
    return child;
  }

  /** Calls one of its {@link Orders}. Rejects when that throws, or when the process has ended. */
  call<K extends keyof Orders>(
    name: K,
    ...args: Parameters<Orders[K]>
  ): Promise<Awaited<ReturnType<Orders[K]>>> {
    const call: Call = { id: ++this.#calls, name, args };
    const reply = this.#reply(call.id);
    this.#process.send(call);
    return reply as Promise<Awaited<ReturnType<Orders[K]>>>;
  }

  kill(): void {
    this.#process.kill();
  }

  #reply(id: number): Promise<unknown> {
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    return waiting.promise;
  }

  #settle({ id, result, error }: Reply): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(error));
  }

  #rejectAll(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
