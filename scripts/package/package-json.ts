import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What the archive's package.json takes from the repository's. */
interface Source {
  name: string;
  version: string;
  description: string;
  license: string;
}

/**
 * What the archive runs on, tried with its contract on 1.2.0, 1.3.0, 1.3.12 and 1.4.5; below 1.4 the workers'
 * memory is not known. To build and check it takes what the repository's own package.json says.
 */
const ENGINES = { bun: ">=1.2.0" };

/** The repository's package.json: the one place of the version. */
export function readPackageJson(root: string): Source {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
}

/** The package.json of the archive: all that it points at is in the archive, and it needs nothing else. */
export function archivePackageJson({ name, version, description, license }: Source): string {
  const exports = {
    ".": { types: "./dist/plugin.d.ts", default: "./dist/plugin.js" },
    "./package.json": "./package.json",
  };
  const json = { name, version, description, license, type: "module", engines: ENGINES, exports };
  return `${JSON.stringify(json, null, 2)}\n`;
}
