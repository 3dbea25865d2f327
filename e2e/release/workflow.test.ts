import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { scripts } from "../../package.json";
import { root } from "../../scripts/root.ts";

interface Step {
  run?: string;
  uses?: string;
  with?: Record<string, string>;
}

interface Job {
  needs?: string[];
  if?: string;
  uses?: string;
  steps?: Step[];
}

const read = (path: string) => readFileSync(join(root, path), "utf8");
const workflow = (name: string) => parse(read(`.github/workflows/${name}.yml`));
const check: Record<string, Job> = workflow("check").jobs;
const nightly = workflow("nightly");
const jobs: Record<string, Job> = {
  ...check,
  nightly: { ...check.nightly, ...nightly.jobs.nightly },
};
const runsOf = (job: string) => (jobs[job]?.steps ?? []).flatMap(({ run }) => run ?? []);
const allRuns = Object.keys(jobs).flatMap(runsOf);

describe("the workflow", () => {
  test("runs the README's one command", () => {
    const [, command] = /^npx (bun@[\d.]+ run check)/m.exec(read("README.md")) ?? [];
    expect(runsOf("check")).toEqual([`npx --yes ${command}`]);
  });

  test("uses one version of Bun, the README's", () => {
    const [, version] = /^npx bun@([\d.]+) /m.exec(read("README.md")) ?? [];
    const steps = Object.values(jobs).flatMap((job) => job.steps ?? []);
    const given = steps.flatMap((step) => step.with?.["bun-version"] ?? []);
    const called = allRuns.flatMap((run) => /bun@([\d.]+)/.exec(run)?.[1] ?? []);
    expect(new Set([...given, ...called])).toEqual(new Set([version ?? ""]));
  });

  test("names only existing scripts", () => {
    const named = allRuns.flatMap((run) => /bun(?:@[\d.]+)? run ([\w:-]+)/.exec(run)?.[1] ?? []);
    expect(named.length).toBeGreaterThan(1);
    for (const script of named) expect(Object.keys(scripts)).toContain(script);
  });

  test("installs by the lockfile alone", () => {
    const installs = allRuns.filter((run) => run.includes("bun install"));
    expect(installs.every((run) => run.includes("--frozen-lockfile"))).toBeTrue();
    expect(scripts.check).toContain("bun install --frozen-lockfile");
  });

  test("runs the nightly checks every night and before a release", () => {
    expect(runsOf("nightly")).toEqual([
      expect.stringMatching(/^npx --yes bun@[\d.]+ run nightly$/),
    ]);
    expect(nightly.on.schedule).toHaveLength(1);
    expect(nightly.on).toContainKey("workflow_call");
    expect(jobs.nightly).toMatchObject({ uses: "./.github/workflows/nightly.yml" });
    expect(jobs.nightly?.if).toContain("refs/tags/v");
  });

  test("attaches archives to a tag that is the version, after all other jobs", () => {
    expect(jobs.release?.if).toContain("refs/tags/v");
    expect(jobs.release?.needs).toEqual(["check", "audit", "nightly"]);
    const runs = runsOf("release").join("\n");
    expect(runs).toContain('test "$GITHUB_REF_NAME" = "v$(bun -p');
    expect(runs.indexOf("bun run package")).toBeLessThan(runs.indexOf("gh release create"));
  });

  test("takes the release's notes from the changelog", () => {
    const runs = runsOf("release").join("\n");
    const [, script = "", notes = ""] = /bun (scripts\/\S+\.ts) > (\S+)/.exec(runs) ?? [];
    expect(existsSync(join(root, script))).toBeTrue();
    expect(runs).toContain(`--notes-file ${notes} `);
  });

  test("audits on main and on tags, not on pull requests", () => {
    expect(jobs.audit?.if).toBe("github.event_name != 'pull_request'");
    expect(runsOf("check").join("\n")).not.toContain("audit");
  });
});
