import { eventually } from "../../../testing/eventually.ts";

/** A program that runs until it is stopped. */
export interface Program {
  /** `127.0.0.1:` and its port. */
  readonly address: string;
  readonly url: string;
  /** Asks it to end, and ends it by force after 5 s. */
  stop(): Promise<void>;
}

/** How often a program may find its port taken by another one. */
const TRIES = 3;

/**
 * Starts a program on a free port and waits until one of its paths returns 200.
 *
 * @param command - The command line for an address.
 * @throws Error with the end of what it printed if it ends first, or is not ready within a minute.
 */
export async function startProgram(
  command: (address: string) => string[] | Promise<string[]>,
  readyPath: string,
): Promise<Program> {
  for (let tries = 1; ; tries++) {
    const address = `127.0.0.1:${freePort()}`;
    try {
      return await start(await command(address), address, readyPath);
    } catch (error) {
      if (tries === TRIES || !/in use/.test(String(error))) throw error;
    }
  }
}

/** A port of the loopback address that the system says is free, for a program that can't be started on port 0. */
export function freePort(): number {
  const listener = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
  listener.stop(true);
  return listener.port;
}

async function start(command: string[], address: string, readyPath: string): Promise<Program> {
  const output = { env: process.env, stdin: "ignore", stdout: "ignore", stderr: "pipe" } as const;
  const child = Bun.spawn(command, output);
  const printed = endOf(child.stderr);
  const url = `http://${address}`;
  try {
    await eventually(`${command[0]} is ready`, () => isReady(child, url + readyPath));
    return { address, url, stop: () => stop(child) };
  } catch (error) {
    child.kill("SIGKILL");
    throw new Error(`${error}\n${await printed}`);
  }
}

async function isReady(child: Bun.Subprocess, url: string): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`it has ended with ${child.exitCode}`);
  const answer = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
  if (answer?.ok) return true;
  await Bun.sleep(50);
  return false;
}

/** Ends a process, by force if it takes longer than 5 s. */
export async function stop(child: Bun.Subprocess): Promise<void> {
  const timer = setTimeout(() => child.kill("SIGKILL"), 5000);
  child.kill("SIGTERM");
  await child.exited;
  clearTimeout(timer);
}

/** Reads everything, so that the program never waits for its reader; keeps the last 4 kB. */
async function endOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let end = "";
  for await (const chunk of stream)
    end = (end + decoder.decode(chunk, { stream: true })).slice(-4000);
  return end;
}
