import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import type { PagesManifest } from "./first-load.ts";

/** What came of the build of the pages. */
export interface BuiltPages {
  manifest: PagesManifest;
  /** Names of the packages whose code is in it. */
  packages: string[];
}

/**
 * Builds the pages with Vite into `folder`. Vite's own files are not left there, where every file is served.
 *
 * @throws Error when Vite fails.
 */
export async function buildPages(root: string, folder: string): Promise<BuiltPages> {
  // Vite, React and Tailwind decide by it between development and production code.
  process.env.NODE_ENV = "production";
  await build({
    root: join(root, "client"),
    configFile: join(root, "vite.config.ts"),
    logLevel: "warn",
    build: {
      outDir: folder,
      emptyOutDir: true,
      manifest: true,
      license: { fileName: ".vite/licenses.json" },
      reportCompressedSize: false,
    },
  });
  const read = (name: string) => JSON.parse(readFileSync(join(folder, ".vite", name), "utf8"));
  const licenses: { name: string }[] = read("licenses.json");
  const manifest: PagesManifest = read("manifest.json");
  rmSync(join(folder, ".vite"), { recursive: true });
  return { manifest, packages: licenses.map(({ name }) => name) };
}
