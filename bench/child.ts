import { existsSync } from "node:fs";
import { cpus } from "node:os";

interface ChildOptions {
  env?: Record<string, string>;
  core?: number;
  yields?: boolean;
}

/** A script in a process of its own that answers messages one by one. */
export class Child {
  readonly #process: Bun.Subprocess;
  #waiting: PromiseWithResolvers<unknown> | undefined;

  /**
   * @param env - Added to this process's environment.
   * @param core - The CPU core to stay on, see `pinnedTo`.
   * @param yields - Whether it leaves the core to whoever else wants it.
   */
  constructor(
    script: string,
    args: string[] = [],
    { env = {}, core, yields = false }: ChildOptions = {},
  ) {
    if (!existsSync(script)) throw new Error(`no such script: ${script}`);
    const nice = yields ? ["nice", "-n", "19"] : [];
    const command = [...pinnedTo(core), ...nice, process.execPath, script, ...args];
    // A socket needs a descriptor, and 1,024 is a usual limit.
    const raised = ["sh", "-c", 'ulimit -n "$(ulimit -Hn)"; exec "$@"', "sh", ...command];
    this.#process = Bun.spawn(raised, {
      env: { ...process.env, ...env },
      stdio: ["ignore", "inherit", "inherit"],
      serialization: "json",
      ipc: (message) => this.#take(message),
      onExit: () => this.#waiting?.reject(new Error(`${script} has ended`)),
    });
  }

  /** Waits for the message that it sends by itself when it is ready. */
  ready<T>(): Promise<T> {
    this.#waiting = Promise.withResolvers<unknown>();
    return this.#waiting.promise as Promise<T>;
  }

  /** Sends a message and waits for the answer. */
  ask<T>(message: string): Promise<T> {
    const answer = this.ready<T>();
    this.#process.send(message);
    return answer;
  }

  async stop(): Promise<void> {
    this.#waiting = undefined;
    this.#process.kill("SIGKILL");
    await this.#process.exited;
  }

  #take(message: unknown): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve(message);
  }
}

/**
 * What stands before a command that is to stay on a CPU core, where that can be had: which core a thread
 * happens to run on can double the time of a short request.
 */
export function pinnedTo(core: number | undefined): string[] {
  const can = core !== undefined && cpus().length > 1 && Bun.which("taskset") !== null;
  return can ? ["taskset", "-c", String(core)] : [];
}

/** In the child: says that it is ready, then answers each message. */
export function serve(greeting: unknown, answer: (message: string) => unknown): void {
  process.on("message", async (message) => process.send?.((await answer(String(message))) ?? null));
  process.on("disconnect", () => process.exit());
  process.send?.(greeting);
}
