import { eventually } from "../../../testing/eventually.ts";

/** A program that runs until it is stopped. */
export interface Program {
  /** Asks it to end, and ends it by force after 5 s. */
  stop(): Promise<void>;
  /** Ends it by force, at once. */
  kill(): Promise<void>;
}

/**
 * Starts a program and waits until an address of it answers 200.
 *
 * @throws Error with the end of what it printed when it ends first, or is not ready within 30 s.
 */
export async function startProgram(command: string[], readyUrl: string): Promise<Program> {
  const output = { env: process.env, stdin: "ignore", stdout: "ignore", stderr: "pipe" } as const;
  const child = Bun.spawn(command, output);
  const printed = endOf(child.stderr);
  const program: Program = { stop: () => stop(child), kill: () => end(child, "SIGKILL") };
  try {
    await eventually(`${command[0]} is ready`, () => isReady(child, readyUrl), 30_000);
    return program;
  } catch (error) {
    await program.kill();
    throw new Error(`${error}\n${await printed}`);
  }
}

type Child = Bun.Subprocess<"ignore", "ignore", "pipe">;

async function isReady(child: Child, url: string): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`it has ended with ${child.exitCode}`);
  const answer = await fetch(url, { signal: AbortSignal.timeout(1000) }).catch(() => undefined);
  return answer?.ok ?? false;
}

async function stop(child: Child): Promise<void> {
  const timer = setTimeout(() => child.kill("SIGKILL"), 5000);
  await end(child, "SIGTERM");
  clearTimeout(timer);
}

async function end(child: Child, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  child.kill(signal);
  await child.exited;
}

/** Reads on, so that the program never waits for its reader; keeps the last 4 kB. */
async function endOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let end = "";
  for await (const chunk of stream)
    end = (end + decoder.decode(chunk, { stream: true })).slice(-4000);
  return end;
}
