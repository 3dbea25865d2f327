/** A program that the checks need is not there; the message says what to install. */
export class MissingTool extends Error {
  override name = "MissingTool";
}

/** Whether packages may be installed here: as root on a system with apt-get. */
export function mayInstall(): boolean {
  return process.getuid?.() === 0 && Bun.which("apt-get") !== null;
}

/**
 * Runs apt-get, one at a time on this machine: it gives up at once where another holds its locks.
 *
 * @param cwd - Where `apt-get download` writes. Default: the current folder.
 * @throws MissingTool with its output if it fails.
 */
export async function aptGet(args: readonly string[], cwd?: string): Promise<void> {
  await run(["flock", "/var/lib/dpkg", "apt-get", "-qq", ...args], cwd);
}

/**
 * Runs a program to its end, without input.
 *
 * @throws MissingTool with its output if it fails.
 */
export async function run(command: string[], cwd = "."): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const child = Bun.spawn(command, { cwd, env, stdin: "ignore", stdout: "pipe", stderr: "pipe" });
  const printed = await Promise.all([child.stdout, child.stderr].map(textOf));
  if ((await child.exited) === 0) return;
  throw new MissingTool(`${command.join(" ")} failed:\n${printed.join("").trim().slice(-2000)}`);
}

function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(stream).text();
}
