// `bun scripts/release-notes.ts`: the changelog's section of package.json's version, for the release on GitHub.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine } from "./command-line.ts";
import { withoutDeadLinks } from "./package/links.ts";
import { readPackageJson } from "./package.ts";
import { root } from "./root.ts";

if (import.meta.main) {
  commandLine("Usage: bun scripts/release-notes.ts", {});
  const changelog = readFileSync(join(root, "CHANGELOG.md"), "utf8");
  process.stdout.write(releaseNotes(changelog, readPackageJson(root).version));
}

/**
 * A release's notes: its section of the changelog, without the heading and with links only to addresses.
 *
 * @throws Error when the changelog has no section of the version, or nothing in it.
 */
export function releaseNotes(changelog: string, version: string): string {
  const sections = changelog.split(/^(?=## )/m);
  const section = sections.find((text) => text.startsWith(`## [${version}]`));
  if (section === undefined) throw new Error(`CHANGELOG.md has no section "## [${version}]"`);
  const notes = section.replace(/^.*\n?/, "").trim();
  if (notes === "") throw new Error(`CHANGELOG.md has no entry for ${version}`);
  return `${withoutDeadLinks(notes, () => false)}\n`;
}
