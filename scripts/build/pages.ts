import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import type { PagesManifest } from "./first-load.ts";

/**
 * Builds the pages with Vite into `folder`.
 *
 * @returns Vite's manifest of what was written; it is not left in `folder`, whose every file is served.
 * @throws Error when Vite fails.
 */
export async function buildPages(root: string, folder: string): Promise<PagesManifest> {
  // Vite, React and Tailwind decide by it between development and production code.
  process.env.NODE_ENV = "production";
  await build({
    root: join(root, "client"),
    configFile: join(root, "vite.config.ts"),
    logLevel: "warn",
    build: { outDir: folder, emptyOutDir: true, manifest: true, reportCompressedSize: false },
  });
  const manifest = readFileSync(join(folder, ".vite", "manifest.json"), "utf8");
  rmSync(join(folder, ".vite"), { recursive: true });
  return JSON.parse(manifest);
}
