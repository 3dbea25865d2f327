import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { version } from "../../package.json";
import { stamp } from "../../scripts/build/stale.ts";
import { root } from "../../scripts/root.ts";

const NEXT = "7.6.5";
/** Not sources; of these the copy has the packages and what is built. */
const LEFT_OUT = ["node_modules", ".git", ".cache", ".tanstack", "build"];

/** What looks at the version, or at a file that has it. */
const TESTS = [
  "monitoring/generated.test.ts",
  "scripts/release-notes.test.ts",
  "e2e/docs/openapi.test.ts",
  "e2e/docs/commands.test.ts",
  "e2e/docs/links.test.ts",
  "e2e/release/package.test.ts",
  "e2e/release/workflow.test.ts",
];
/** Of the larger of them: not the commands and the installations, which don't look at it. */
const NAMES = [
  "as its source makes it",
  "is of the package's version",
  "upload the archive",
  "^every link",
  "^the archives (are named|have a package.json|have the manifest)",
  "^the notes of a release",
  "^the workflow",
];

const copy = mkdtempSync(join(tmpdir(), "plugin-next-version-"));
afterAll(() => rmSync(copy, { recursive: true }));

const edit = (path: string, change: (text: string) => string) => {
  const text = readFileSync(join(copy, path), "utf8");
  writeFileSync(join(copy, path), change(text));
  expect(change(text)).not.toBe(text);
};

function runHere(...command: string[]): string {
  const child = Bun.spawnSync([process.execPath, ...command], { cwd: copy });
  return child.exitCode === 0 ? "" : `${child.stdout}${child.stderr}`;
}

beforeAll(() => {
  for (const name of readdirSync(root).filter((name) => !LEFT_OUT.includes(name))) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
});

describe("the next version, by the steps of CONTRIBUTING.md", () => {
  test("is written in the changelog and in package.json, and generated where else it stands", () => {
    edit("CHANGELOG.md", (text) =>
      text.replace("## [Unreleased]\n", `$&\n## [${NEXT}] - 2027-01-31\n\n- A change.\n`),
    );
    edit("package.json", (text) => text.replace(`"version": "${version}"`, `"version": "${NEXT}"`));
    expect(runHere("run", "generate")).toBe("");
    // The copies are no older than what is built; to build again would show nothing more.
    stamp(join(copy, "dist"), new Date());
  });

  test("passes what looks at the version", () => {
    expect(runHere("test", "--isolate", "--timeout=120000", "-t", NAMES.join("|"), ...TESTS)).toBe(
      "",
    );
  });
});
