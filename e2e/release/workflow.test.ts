import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { scripts } from "../../package.json";
import { root } from "../../scripts/root.ts";

interface Job {
  needs?: string[];
  if?: string;
  uses?: string;
  steps?: { run?: string; with?: Record<string, string> }[];
}

const read = (path: string) => readFileSync(join(root, path), "utf8");
const check: Record<string, Job> = parse(read(".github/workflows/check.yml")).jobs;
const nightly = parse(read(".github/workflows/nightly.yml"));
const steps = [...Object.values(check), nightly.jobs.nightly as Job].flatMap(
  (job) => job.steps ?? [],
);
const runs = steps.flatMap(({ run }) => run ?? []).join("\n");

describe("the workflows", () => {
  test("run the README's one command, with its version of Bun everywhere", () => {
    const [, version, command] = /^npx bun@([\d.]+) (run check)/m.exec(read("README.md")) ?? [];
    expect(runs).toContain(`npx --yes bun@${version} ${command}`);
    const given = steps.flatMap((step) => step.with?.["bun-version"] ?? []);
    const called = [...runs.matchAll(/bun@([\d.]+)/g)].map(([, used]) => used);
    expect(new Set([...given, ...called])).toEqual(new Set([version]));
  });

  test("name only existing scripts, and install by the lockfile", () => {
    const named = [...runs.matchAll(/bun(?:@[\d.]+)? run ([\w:-]+)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(1);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
    expect(runs).not.toMatch(/bun install(?! --frozen-lockfile)/);
    expect(scripts.check).toContain("bun install --frozen-lockfile");
  });

  test("run the nightly checks every night and before a release", () => {
    expect(runs).toMatch(/^npx --yes bun@[\d.]+ run nightly$/m);
    expect(nightly.on.schedule).toHaveLength(1);
    expect(nightly.on).toContainKey("workflow_call");
    expect(check.nightly?.uses).toBe("./.github/workflows/nightly.yml");
    expect(check.nightly?.if).toContain("refs/tags/v");
  });

  test("release a tag that is the version, after all other jobs, with the changelog's notes", () => {
    expect(check.release?.if).toContain("refs/tags/v");
    expect(check.release?.needs).toEqual(["check", "audit", "nightly"]);
    expect(runs).toContain('test "$GITHUB_REF_NAME" = "v$(bun -p');
    expect(runs.indexOf("bun run package")).toBeLessThan(runs.indexOf("gh release create"));
    const [, script = "", notes = ""] = /bun (scripts\/\S+\.ts) > (\S+)/.exec(runs) ?? [];
    expect(existsSync(join(root, script))).toBeTrue();
    expect(runs).toContain(`--notes-file ${notes} `);
  });
});
