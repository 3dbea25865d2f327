import { basename, dirname, extname, join } from "node:path";
import type { PluginFactory } from "./types.ts";

/** An imported entry. */
export interface Entry {
  factory: PluginFactory;
  /** The copy that was imported; the caller removes it. */
  copy: string;
}

/**
 * Imports a plugin's entry through a copy next to it with the content's hash in its name: the same content gives the
 * same module with its state, other content a new one.
 *
 * @param source - The entry's absolute path.
 * @param name - The plugin's name, for the copy's file name.
 * @param hostNumber - Distinguishes hosts in one process: each has its own instance of the module.
 */
export async function importEntry(
  source: string,
  name: string,
  hostNumber: number,
): Promise<Entry> {
  const content = await Bun.file(source).bytes();
  const label = name.replace(/[^\w.-]+/g, "-").replace(/^-/, "");
  const file = `.buntime-${label}-${Bun.hash(content).toString(16)}${extname(source)}`;
  const copy = join(dirname(source), file);
  await Bun.write(copy, content);
  const { default: factory } = await import(`${copy}?host=${hostNumber}`);
  if (typeof factory === "function") return { factory, copy };
  throw new TypeError(`${basename(source)}: expected a factory as default export`);
}
