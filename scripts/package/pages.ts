import { readdirSync } from "node:fs";
import { join, relative } from "node:path";

/** How the build names what it makes: the page, and assets with a hash. */
const BUILT = /^(index\.html|assets\/[\w.-]+-[\w-]{8}\.(js|css|svg))$/;

/**
 * The files of the built pages, relative to the repository.
 *
 * @throws Error naming a file in `dist/client` that the build has not made.
 */
export function pageFiles(root: string): string[] {
  const folder = join(root, "dist/client");
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => {
      const path = relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/");
      if (entry.isFile() && BUILT.test(path)) return `dist/client/${path}`;
      throw new Error(
        `the build has not made dist/client/${path}: remove it, or run: bun run build`,
      );
    });
}
