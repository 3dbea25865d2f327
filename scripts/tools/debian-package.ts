import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../root.ts";
import { aptGet, MissingTool, run } from "./tool.ts";

const CACHE = join(root, ".cache/debian");

/**
 * Unpacks a Debian package into the project's cache, once. Nothing is installed: no daemon is
 * started, no user created, no file written outside the cache.
 *
 * @returns The folder that stands for the package's `/`.
 * @throws MissingTool if there is no apt-get or the package can't be downloaded.
 */
export async function unpackPackage(name: string): Promise<string> {
  const target = join(CACHE, name);
  if (await exists(target)) return target;
  if (!Bun.which("apt-get") || !Bun.which("dpkg")) {
    throw new MissingTool(`${name} is missing: install it so that it is on PATH`);
  }
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(join(CACHE, "new-"));
  try {
    await unpackInto(folder, name);
    await settle(join(folder, "files"), target);
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

/** Another process may have been first; its files are the same. */
async function settle(files: string, target: string): Promise<void> {
  await rename(files, target).catch(async (error: unknown) => {
    if (!(await exists(target))) throw error;
  });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
