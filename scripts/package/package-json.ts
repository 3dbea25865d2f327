import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What the archive's package.json takes from the repository's. */
interface Source {
  name: string;
  version: string;
  description: string;
  license: string;
  engines: Record<string, string>;
}

/** The repository's package.json: the one place of the version. */
export function readPackageJson(root: string): Source {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
}

/** The package.json of the archive: all that it points at is in the archive, and it needs nothing else. */
export function archivePackageJson({
  name,
  version,
  description,
  license,
  engines,
}: Source): string {
  const exports = {
    ".": { types: "./dist/plugin.d.ts", default: "./dist/plugin.js" },
    "./package.json": "./package.json",
  };
  const json = { name, version, description, license, type: "module", engines, exports };
  return `${JSON.stringify(json, null, 2)}\n`;
}
