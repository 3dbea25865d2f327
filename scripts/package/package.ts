import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tgzOf, zipOf } from "./archives.ts";
import { archiveContents } from "./contents.ts";
import { readPackageJson } from "./package-json.ts";

/** An archive that was written. */
export interface Written {
  path: string;
  bytes: number;
  sha256: string;
}

/**
 * Writes the `.tgz` and the `.zip` of what is built into `folder`, and nothing else there.
 *
 * @throws Error when something that belongs in them is missing.
 */
export function writeArchives(root: string, folder: string): Written[] {
  const entries = archiveContents(root);
  const { name, version } = readPackageJson(root);
  const stem = `${name.replace("@", "").replace("/", "-")}-${version}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return [
    write(join(folder, `${stem}.tgz`), tgzOf(entries)),
    write(join(folder, `${stem}.zip`), zipOf(entries)),
  ];
}

function write(path: string, bytes: Uint8Array): Written {
  writeFileSync(path, bytes);
  return {
    path,
    bytes: bytes.byteLength,
    sha256: new Bun.CryptoHasher("sha256").update(bytes).digest("hex"),
  };
}
