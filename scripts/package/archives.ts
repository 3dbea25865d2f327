import { gzipSync, zipSync } from "fflate";
import { createTar } from "nanotar";
import type { ArchiveEntry } from "./entry.ts";

/** The earliest time that both formats can store: an archive has no time of its own. */
const MTIME = new Date(1980, 0, 1);

/** A `.tgz` as `npm pack` makes it, below one folder `package/`. The same entries give the same bytes. */
export function tgzOf(entries: readonly ArchiveEntry[]): Uint8Array {
  const files = entries.map(({ path, bytes }) => ({ name: `package/${path}`, data: bytes }));
  const attrs = { mtime: 0, uid: 0, gid: 0, user: "", group: "", mode: "644" };
  return gzipSync(createTar(files, { attrs }), { level: 9, mtime: 0 });
}

/** A `.zip` with the files at its top. The same entries give the same bytes. */
export function zipOf(entries: readonly ArchiveEntry[]): Uint8Array {
  const files = Object.fromEntries(entries.map(({ path, bytes }) => [path, bytes]));
  return zipSync(files, { level: 9, mtime: MTIME, os: 3, attrs: 0o644 << 16 });
}
