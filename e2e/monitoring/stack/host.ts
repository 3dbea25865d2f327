import { join } from "node:path";
import type { HostOptions } from "../../../dev/host.ts";
import { stop } from "./program.ts";

const SCRIPT = join(import.meta.dir, "host-process.ts");

/** An embedded host in its own process, which can be killed and has its own start time. */
export class HostProcess {
  private constructor(
    readonly port: number,
    readonly options: HostOptions,
    private child: Bun.Subprocess,
  ) {}

  /** Starts a host, on a port that the system chooses. */
  static async start(options: HostOptions): Promise<HostProcess> {
    const [child, port] = await spawn({ port: 0, ...options });
    return new HostProcess(port, options, child);
  }

  /** As in the label `instance`. */
  get instance(): string {
    return `127.0.0.1:${this.port}`;
  }

  get url(): string {
    return `http://${this.instance}`;
  }

  /** Kills it and starts it again on its port. */
  async restart(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.child.exited;
    [this.child] = await spawn({ ...this.options, port: this.port });
  }

  /** Requests an app and reads the response; a failure is ignored. */
  async call(app: string, signal?: AbortSignal): Promise<void> {
    await fetch(`${this.url}/${app}/`, { signal: signal ?? null })
      .then((answer) => answer.arrayBuffer())
      .catch(() => undefined);
  }

  stop(): Promise<void> {
    return stop(this.child);
  }
}

async function spawn(options: HostOptions): Promise<[child: Bun.Subprocess, port: number]> {
  const command = [process.execPath, SCRIPT, JSON.stringify(options)];
  const child = Bun.spawn(command, { stdin: "ignore", stdout: "pipe", stderr: "inherit" });
  for await (const chunk of child.stdout) {
    const port = Number(new TextDecoder().decode(chunk));
    if (port > 0) return [child, port];
  }
  throw new Error(`the host has ended with ${await child.exited}: ${JSON.stringify(options)}`);
}
