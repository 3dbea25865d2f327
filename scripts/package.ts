// `bun run package`: builds what is stale and writes the archives for the host's upload into build/.
import { join, relative } from "node:path";
import { build } from "./build/build.ts";
import { isFresh } from "./build/stale.ts";
import { commandLine } from "./command-line.ts";
import { writeArchives } from "./package/package.ts";
import { root } from "./root.ts";

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
