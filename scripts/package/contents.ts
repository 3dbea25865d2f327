import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ArchiveEntry, textEntry } from "./entry.ts";
import { bundledPackages, licencesFile } from "./licences.ts";
import { withoutDeadLinks } from "./links.ts";
import { archivePackageJson, readPackageJson } from "./package-json.ts";
import { pageFiles } from "./pages.ts";
import { declarationsOf } from "./types.ts";

const TEXTS = ["README.md", "CHANGELOG.md"];
const COPIED = ["LICENSE", "dist/plugin.js", "dist/index.js"];

/** Goes below the README's first paragraph, since there it is away from what it speaks of. */
const NOTE =
  "The documents, images and commands that this page names are those of the plugin's source.\n\n";

/**
 * All that belongs in an archive, by path; `dist/` must be built.
 *
 * @throws Error when something of it is missing, or the built pages have a file that the build has not made.
 */
export function archiveContents(root: string): ArchiveEntry[] {
  const json = readPackageJson(root);
  const copied = [...COPIED, ...pageFiles(root)];
  const isThere = (path: string) => [...TEXTS, ...COPIED].includes(path);
  const entries = [
    ...copied.map((path) => ({ path, bytes: new Uint8Array(readFileSync(join(root, path))) })),
    ...TEXTS.map((path) => textEntry(path, packedText(root, path, isThere))),
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

/** A text of the repository, with links only to what is in the archive. */
function packedText(root: string, path: string, isThere: (path: string) => boolean): string {
  const text = withoutDeadLinks(readFileSync(join(root, path), "utf8"), isThere);
  return path === "README.md" ? text.replace(/^# .*\n\n[\s\S]*?\n\n/, (top) => top + NOTE) : text;
}

/** The manifest with the package's version, which the host lists beside the name of a loaded plugin. */
function versioned(manifest: string, version: string): string {
  return manifest.replace(/^name: .*\n/m, (name) => `${name}version: "${version}"\n`);
}
