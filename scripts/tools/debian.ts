import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { $ } from "bun";
import { root } from "../root.ts";

const CACHE = join(root, ".cache/debian");

/**
 * Unpacks a Debian package into the project's cache, once. Nothing is installed: no daemon is
 * started, no user created, no file written outside the cache.
 *
 * @returns The folder that corresponds to the package's `/`.
 * @throws MissingTool if there is no apt-get or the package can't be downloaded.
 */
export async function unpackPackage(name: string): Promise<string> {
  const target = join(CACHE, name);
  if (existsSync(target)) return target;
  if (!Bun.which("apt-get") || !Bun.which("dpkg")) {
    throw new MissingTool(`${name} is missing: install it so that it is on PATH`);
  }
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(join(CACHE, "new-"));
  try {
    await unpackInto(folder, name);
    // Another process may have been first; its files are the same.
    await rename(join(folder, "files"), target).catch((error: unknown) => {
      if (!existsSync(target)) throw error;
    });
    return target;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function unpackInto(folder: string, name: string): Promise<void> {
  await download(folder, name);
  const [file] = (await readdir(folder)).filter((entry) => entry.endsWith(".deb"));
  if (file === undefined) throw new MissingTool(`apt-get downloaded nothing for ${name}`);
  await run(["dpkg", "-x", join(folder, file), join(folder, "files")]);
}

/** The package lists of a fresh machine are empty: a first failure may only mean that. */
async function download(folder: string, name: string): Promise<void> {
  try {
    await aptGet(["download", name], folder);
  } catch (error) {
    if (process.getuid?.() !== 0) throw error;
    await aptGet(["update"]);
    await aptGet(["download", name], folder);
  }
}

/** A program that the checks need is missing; the message says what to install. */
export class MissingTool extends Error {
  override name = "MissingTool";
}

/** Whether packages may be installed here: as root on a system with apt-get. */
export function mayInstall(): boolean {
  return process.getuid?.() === 0 && Bun.which("apt-get") !== null;
}

/**
 * Runs apt-get, one at a time on this machine: apt-get fails if another holds its locks.
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
async function run(command: string[], cwd = "."): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const child = $`${command} < /dev/null`.cwd(cwd).env(env).nothrow().quiet();
  const { exitCode, stdout, stderr } = await child;
  if (exitCode === 0) return;
  const printed = `${stdout}${stderr}`.trim().slice(-2000);
  throw new MissingTool(`${command.join(" ")} failed:\n${printed}`);
}
