import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ArchiveEntry, textEntry } from "./entry.ts";
import { bundledPackages, licencesFile } from "./licences.ts";
import { archivePackageJson, readPackageJson } from "./package-json.ts";
import { declarationsOf } from "./types.ts";

const COPIED = ["README.md", "LICENSE", "CHANGELOG.md"];
const BUILT = ["dist/plugin.js", "dist/index.js"];

/**
 * All that belongs in an archive, by path; `dist/` must be built.
 *
 * @throws Error when something of it is missing.
 */
export function archiveContents(root: string): ArchiveEntry[] {
  const json = readPackageJson(root);
  const copied = [...COPIED, ...BUILT, ...filesIn(root, "dist/client")];
  const entries = [
    ...copied.map((path) => ({ path, bytes: new Uint8Array(readFileSync(join(root, path))) })),
    textEntry("dist/plugin.d.ts", declarationsOf(root)),
    textEntry(
      "manifest.yaml",
      versioned(readFileSync(join(root, "manifest.yaml"), "utf8"), json.version),
    ),
    textEntry("package.json", archivePackageJson(json)),
    textEntry("THIRD_PARTY_LICENSES", licencesFile(bundledPackages(root))),
  ];
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The manifest with the package's version, which the host lists beside the name of a loaded plugin. */
function versioned(manifest: string, version: string): string {
  return manifest.replace(/^name: .*\n/m, (name) => `${name}version: "${version}"\n`);
}

function filesIn(root: string, folder: string): string[] {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .map((path) => path.replaceAll("\\", "/"));
}
