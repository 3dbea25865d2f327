// `bun run package`: builds what is stale and writes the archives for the host's upload into build/.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gzipSync, zipSync } from "fflate";
import { createTar } from "nanotar";
import { isFresh } from "./build/stale.ts";
import { build } from "./build.ts";
import { commandLine } from "./command-line.ts";
import { kitFiles } from "./package/kit.ts";
import { withoutDeadLinks } from "./package/links.ts";
import { pageFiles } from "./package/pages.ts";
import { schemaFile } from "./package/schema.ts";
import { declarationsOf } from "./package/types.ts";
import { root } from "./root.ts";

/** What the archive's package.json has of the repository's. */
interface PackageJson {
  name: string;
  version: string;
  description: string;
  license: string;
}

/** Files of an archive by path, relative and with `/` between its parts. */
type Entries = Record<string, Uint8Array>;

/** An archive that was written. */
export interface Written {
  path: string;
  bytes: number;
  sha256: string;
}

const TEXTS = ["README.md", "CHANGELOG.md"];
const CONTRACT = "docs/openapi.yaml";
const COPIED = ["LICENSE", CONTRACT, "dist/plugin.js", "dist/index.js"];

/**
 * What the archive runs on, tried with its contract on 1.2.0, 1.3.0, 1.3.12 and 1.4.5; below 1.4 the workers'
 * memory is not known. Building and testing needs what the repository's own package.json says.
 */
const ENGINES = { bun: ">=1.2.0" };

/** Goes below the README's first paragraph, since the archive lacks what the page refers to. */
const NOTE =
  "The documents, images and commands that this page names are those of the plugin's source.\n\n";

/** The earliest time that both formats can store: archives have no build time. */
const MTIME = new Date(1980, 0, 1);

/**
 * Writes the `.tgz` and the `.zip` of what is built into `folder`, and nothing else there.
 *
 * @throws Error when something that belongs in them is missing, or the built pages have a file that the
 * build has not made.
 */
export function writeArchives(root: string, folder: string): Written[] {
  const json = readPackageJson(root);
  const entries = archiveEntries(root, json);
  const stem = `${json.name.replace("@", "").replace("/", "-")}-${json.version}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return [
    write(join(folder, `${stem}.tgz`), tgzOf(entries)),
    write(join(folder, `${stem}.zip`), zipOf(entries)),
  ];
}

/** The repository's package.json: the one place of the version. */
export function readPackageJson(root: string): PackageJson {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
}

function archiveEntries(root: string, json: PackageJson): Entries {
  const read = (path: string) => readFileSync(join(root, path));
  const text = (path: string) => read(path).toString();
  const isThere = (path: string) => [...TEXTS, ...COPIED].includes(path);
  const texts: Record<string, string> = {
    "README.md": withNote(withoutDeadLinks(text("README.md"), isThere)),
    "CHANGELOG.md": withoutDeadLinks(text("CHANGELOG.md"), isThere),
    "dist/plugin.d.ts": declarationsOf(root),
    "docs/responses.schema.json": schemaFile(text(CONTRACT)),
    "manifest.yaml": versioned(text("manifest.yaml"), json.version),
    "package.json": archivePackageJson(json),
    THIRD_PARTY_LICENSES: text("dist/THIRD_PARTY_LICENSES"),
    ...kitFiles(root),
  };
  const entries = [
    ...[...COPIED, ...pageFiles(root)].map((path) => [path, new Uint8Array(read(path))] as const),
    ...Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)] as const),
  ];
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function withNote(readme: string): string {
  return readme.replace(/^# .*\n\n[\s\S]*?\n\n/, (top) => top + NOTE);
}

/** The manifest with the package's version, which the host lists next to the name of a loaded plugin. */
function versioned(manifest: string, version: string): string {
  return manifest.replace(/^name: .*\n/m, (name) => `${name}version: "${version}"\n`);
}

/** All files that the archive's package.json names are in the archive, and it needs no other package. */
function archivePackageJson({ name, version, description, license }: PackageJson): string {
  const exports = {
    ".": { types: "./dist/plugin.d.ts", default: "./dist/plugin.js" },
    "./package.json": "./package.json",
  };
  const json = { name, version, description, license, type: "module", engines: ENGINES, exports };
  return `${JSON.stringify(json, null, 2)}\n`;
}

/** A `.tgz` as `npm pack` makes it, below one folder `package/`. The same entries give the same bytes. */
function tgzOf(entries: Entries): Uint8Array {
  const files = Object.entries(entries).map(([path, data]) => ({ name: `package/${path}`, data }));
  const attrs = { mtime: 0, uid: 0, gid: 0, user: "", group: "", mode: "644" };
  return gzipSync(createTar(files, { attrs }), { level: 9, mtime: 0 });
}

/** A `.zip` with the files at its top. The same entries give the same bytes. */
function zipOf(entries: Entries): Uint8Array {
  return zipSync(entries, { level: 9, mtime: MTIME, os: 3, attrs: 0o644 << 16 });
}

function write(path: string, bytes: Uint8Array): Written {
  writeFileSync(path, bytes);
  const sha256 = new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
  return { path, bytes: bytes.byteLength, sha256 };
}

if (import.meta.main) {
  commandLine("Usage: bun run package", {});
  try {
    if (!isFresh(root)) await build(root);
    for (const { path, bytes, sha256 } of writeArchives(root, join(root, "build"))) {
      console.log(`${relative(root, path)}  ${(bytes / 1000).toFixed(1)} kB  sha256 ${sha256}`);
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
