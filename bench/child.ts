import { existsSync } from "node:fs";
import { cpus } from "node:os";

/** Time limit of a response, in milliseconds; starting 500 threads on a busy machine takes a minute. */
const RESPONSE_LIMIT_MS = 300_000;

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
  readonly #script: string;
  readonly #process: Bun.Subprocess;
  /** The next message: the first one may arrive before anything waits for it. */
  #next = Promise.withResolvers<unknown>();

  constructor(script: string, args: unknown[] = [], options: ChildOptions = {}) {
    this.#script = script;
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
      ipc: (message) => this.#next.resolve(message),
      onExit: () => this.#next.reject(new Error(`${script} has exited`)),
    });
    this.#next.promise.catch(() => {}); // reported to whoever waits for it
  }

  /** Waits for the message that it sends when it is ready. */
  async ready<T>(): Promise<T> {
    const late = new Error(`${this.#script} has not responded for ${RESPONSE_LIMIT_MS / 1000} s`);
    const limit = setTimeout(() => this.#next.reject(late), RESPONSE_LIMIT_MS);
    try {
      return (await this.#next.promise) as T;
    } finally {
      clearTimeout(limit);
    }
  }

  /** Sends a message and waits for the response. */
  ask<T>(message: unknown): Promise<T> {
    this.#next = Promise.withResolvers<unknown>();
    this.#process.send(message);
    return this.ready<T>();
  }

  async stop(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.#process.exited;
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
export function serve<T>(greeting: unknown, respond: (message: T) => unknown = () => null): void {
  process.on("message", async (message) => process.send?.((await respond(message as T)) ?? null));
  process.on("disconnect", () => process.exit());
  process.send?.(greeting);
}
