import { readdirSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";

const outputs = ["plugin.js", "index.js", "client/index.html", "THIRD_PARTY_LICENSES"];
const sources = [
  "plugin.ts",
  "index.ts",
  "server",
  "client",
  "scripts/build.ts",
  "scripts/build",
  "vite.config.ts",
  "package.json",
  "bun.lock",
  "tsconfig.json",
];

/** Whether `dist/` is complete and newer than everything that it is built from. */
export function isFresh(root: string): boolean {
  const built = Math.min(...outputs.map((file) => changed(join(root, "dist", file)) ?? 0));
  return built > Math.max(...sources.map((path) => newest(join(root, path))));
}

/** Dates the outputs in `folder` to when their build began: a source saved since then is newer. */
export function stamp(folder: string, began: Date): void {
  for (const file of outputs) utimesSync(join(folder, file), began, began);
}

/** A folder's own time counts too: it shows that files were removed. */
function newest(path: string): number {
  const own = changed(path) ?? 0;
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return own;
  return Math.max(own, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function changed(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}
