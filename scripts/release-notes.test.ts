import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../package.json";
import { releaseNotes } from "./release-notes.ts";
import { root } from "./root.ts";

const CHANGELOG = `# Changelog

## [Unreleased]

## [1.10.0] - 2026-12-02

### Added

- More: [how](docs/http.md#versions).

## [1.1.0] - 2026-12-01

- First.
`;

test("a release's notes are only the section of its version; a missing one is an error", () => {
  expect(releaseNotes(CHANGELOG, "1.10.0")).toBe("### Added\n\n- More: how (`docs/http.md`).\n");
  expect(releaseNotes(CHANGELOG, "1.1.0")).toBe("- First.\n");
  expect(() => releaseNotes(CHANGELOG, "1.1")).toThrow('no section "## [1.1]"');
  expect(() => releaseNotes(CHANGELOG, "Unreleased")).toThrow("has no entry for Unreleased");
});

test("the script that the workflow runs prints those of package.json's version, which is dated", () => {
  const script = join(root, "scripts", "release-notes.ts");
  const { exitCode, stdout } = Bun.spawnSync([process.execPath, script]);
  const changelog = readFileSync(join(root, "CHANGELOG.md"), "utf8");
  expect([exitCode, String(stdout)]).toEqual([0, releaseNotes(changelog, version)]);
  expect(changelog).toMatch(
    new RegExp(`^## \\[${version.replaceAll(".", "\\.")}\\] - \\d{4}-\\d{2}-\\d{2}$`, "m"),
  );
});
