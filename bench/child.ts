import { existsSync } from "node:fs";
import { cpus } from "node:os";

interface ChildOptions {
  /** Added to this process's environment. */
  env?: Record<string, string>;
  /** The CPU core to stay on, see {@link pinnedTo}. */
  core?: number;
  /** Runs at the lowest priority. */
  yields?: boolean;
}

/** A script in its own process that responds to messages one by one. */
export class Child {
  readonly #process: Bun.Subprocess;
  #waiting: PromiseWithResolvers<unknown> | undefined;

  constructor(script: string, args: unknown[] = [], options: ChildOptions = {}) {
    const path = `${import.meta.dir}/${script}`;
    if (!existsSync(path)) throw new Error(`no such script: ${path}`);
    const nice = options.yields ? ["nice", "-n", "19"] : [];
    const command = [...pinnedTo(options.core), ...nice, process.execPath, path, ...args];
    // A socket needs a descriptor, and 1,024 is a usual limit.
    const raised = ["sh", "-c", 'ulimit -n "$(ulimit -Hn)"; exec "$@"', "sh", ...command];
    this.#process = Bun.spawn(raised.map(String), {
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "inherit", "inherit"],
      serialization: "json",
      ipc: (message) => this.#take(message),
      onExit: () => this.#waiting?.reject(new Error(`${script} has exited`)),
    });
  }

  /** Waits for the message that it sends when it is ready. */
  ready<T>(): Promise<T> {
    this.#waiting = Promise.withResolvers<unknown>();
    return this.#waiting.promise as Promise<T>;
  }

  /** Sends a message and waits for the response. */
  ask<T>(message: unknown): Promise<T> {
    const response = this.ready<T>();
    this.#process.send(message);
    return response;
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
 * Prefix of a command that pins it to a CPU core, where the system can: which core a thread happens to
 * run on can double the time of a short request.
 */
export function pinnedTo(core: number | undefined): string[] {
  const can = core !== undefined && cpus().length > 1 && Bun.which("taskset") !== null;
  return can ? ["taskset", "-c", String(core)] : [];
}

/** In the child: sends `greeting`, then responds to each message. */
export function serve<T>(greeting: unknown, respond: (message: T) => unknown): void {
  process.on("message", async (message) => process.send?.((await respond(message as T)) ?? null));
  process.on("disconnect", () => process.exit());
  process.send?.(greeting);
}
