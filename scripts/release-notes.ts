// `bun scripts/release-notes.ts`: the changelog's section of package.json's version, for the release on GitHub.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine } from "./command-line.ts";
import { readPackageJson } from "./package/package-json.ts";
import { releaseNotes } from "./release/notes.ts";
import { root } from "./root.ts";

commandLine("Usage: bun scripts/release-notes.ts", {});

try {
  const changelog = readFileSync(join(root, "CHANGELOG.md"), "utf8");
  process.stdout.write(releaseNotes(changelog, readPackageJson(root).version));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
