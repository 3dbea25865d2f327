import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const PAGE = "index.html";
/** The most files named in an error. */
const NAMED = 5;

/**
 * The files of the built pages, relative to the repository: the page, and what it or one of them names.
 *
 * @throws Error naming the files in `dist/client` that nothing names: the build has not made them.
 */
export function pageFiles(root: string): string[] {
  const folder = join(root, "dist/client");
  const all = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
  const named = namedBy(folder, PAGE, all);
  const strays = all.filter((path) => !named.has(path));
  const paths = (files: Iterable<string>) => [...files].map((path) => `dist/client/${path}`);
  if (strays.length === 0) return paths(named);
  const more = strays.length > NAMED ? ` and ${strays.length - NAMED} more` : "";
  throw new Error(
    `the build has not made ${paths(strays.slice(0, NAMED)).join(", ")}${more}: remove it, or run: bun run build`,
  );
}

/** A file and those among `all` that it names, or that one of them does. Each but the page is in `assets/`. */
function namedBy(folder: string, first: string, all: readonly string[]): Set<string> {
  const found = new Set([first]);
  for (const path of found) {
    const text = readFileSync(join(folder, path), "utf8");
    // Chunks name each other "./name", the page and lists of chunks "assets/name".
    const named = all.filter(
      (other) => other.startsWith("assets/") && text.includes(other.slice("assets".length)),
    );
    for (const other of named) found.add(other);
  }
  return found;
}
