import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";

/** Files by path. */
export type Files = Map<string, Uint8Array>;

/** The files of a `.tgz`, by another reader than the writer's, with one leading folder taken off. */
export async function readTgz(path: string): Promise<Files> {
  const files: Files = new Map();
  for (const [name, file] of await new Bun.Archive(readFileSync(path)).files()) {
    const [, rest] = /^[^/]+\/(.+)$/.exec(name) ?? [];
    if (rest === undefined) throw new Error(`${name} is not below one leading folder`);
    files.set(rest, new Uint8Array(await file.arrayBuffer()));
  }
  return files;
}

/** The files of a `.zip`, as they are. */
export function readZip(path: string): Files {
  return new Map(Object.entries(unzipSync(new Uint8Array(readFileSync(path)))));
}

/** Writes files into a new temporary folder, as the host's upload does. */
export function installed(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), "plugin-installed-"));
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}
