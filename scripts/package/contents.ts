import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ArchiveEntry, textEntry } from "./entry.ts";
import { bundledPackages, licencesFile } from "./licences.ts";
import { archivePackageJson, readPackageJson } from "./package-json.ts";
import { declarationsOf } from "./types.ts";

const COPIED = ["manifest.yaml", "README.md", "LICENSE", "CHANGELOG.md"];
const BUILT = ["dist/plugin.js", "dist/index.js"];

/**
 * All that belongs in an archive, by path; `dist/` must be built.
 *
 * @throws Error when something of it is missing.
 */
export function archiveContents(root: string): ArchiveEntry[] {
  const copied = [...COPIED, ...BUILT, ...filesIn(root, "dist/client")];
  const entries = [
    ...copied.map((path) => ({ path, bytes: new Uint8Array(readFileSync(join(root, path))) })),
    textEntry("dist/plugin.d.ts", declarationsOf(root)),
    textEntry("package.json", archivePackageJson(readPackageJson(root))),
    textEntry("THIRD_PARTY_LICENSES", licencesFile(bundledPackages(root))),
  ];
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function filesIn(root: string, folder: string): string[] {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .map((path) => path.replaceAll("\\", "/"));
}
