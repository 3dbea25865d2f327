import { readdir, rm, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import type { PluginFactory } from "./types.ts";

/** A copy that another host is about to import is younger than this. */
const STALE_MS = 60_000;

/** How to import a plugin's module. */
export interface EntryOptions {
  /** Its absolute path. */
  source: string;
  /** The plugin's name, for the copy's file name. */
  name: string;
  /** Distinguishes hosts in one process: each has its own instance of the module. */
  hostNumber: number;
}

/** An imported entry. */
export interface Entry {
  factory: PluginFactory;
  /** The copy that was imported; the caller removes it. */
  copy: string;
}

/**
 * Imports a plugin's entry by way of a copy beside it whose name has the content's hash: the same
 * content gives the same module with its state, other content another one.
 */
export async function importEntry({ source, name, hostNumber }: EntryOptions): Promise<Entry> {
  const copy = await copyBeside(source, name);
  const { default: factory } = await import(`${copy}?host=${hostNumber}`);
  if (typeof factory === "function") return { factory, copy };
  throw new TypeError(`${basename(source)}: expected a factory as default export`);
}

async function copyBeside(source: string, name: string): Promise<string> {
  const content = await Bun.file(source).bytes();
  const hash = Bun.hash(content).toString(16);
  const prefix = `.buntime-${name.replace(/[^\w.-]+/g, "-").replace(/^-/, "")}-`;
  const copy = join(dirname(source), `${prefix}${hash}${extname(source)}`);
  await removeStale(dirname(source), prefix, copy);
  await Bun.write(copy, content);
  return copy;
}

async function removeStale(dir: string, prefix: string, keep: string): Promise<void> {
  const names = await readdir(dir);
  const others = names.filter((name) => name.startsWith(prefix) && name !== basename(keep));
  for (const path of others.map((name) => join(dir, name))) {
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > STALE_MS) await rm(path, { force: true });
  }
}
