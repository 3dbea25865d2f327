import { withoutDeadLinks } from "../package/links.ts";

/**
 * A release's notes: its section of the changelog, without the heading and with links only to addresses.
 *
 * @throws Error when the changelog has no section of the version, or nothing in it.
 */
export function releaseNotes(changelog: string, version: string): string {
  const lines = changelog.split("\n");
  const start = lines.findIndex((line) => line.startsWith(`## [${version}]`));
  if (start < 0) throw new Error(`CHANGELOG.md has no section "## [${version}]"`);
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith("## "));
  const end = length < 0 ? lines.length : start + 1 + length;
  const section = lines
    .slice(start + 1, end)
    .join("\n")
    .trim();
  if (section === "") throw new Error(`CHANGELOG.md says nothing of ${version}`);
  return `${withoutDeadLinks(section, () => false)}\n`;
}
