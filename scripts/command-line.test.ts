import { expect, test } from "bun:test";
import { $ } from "bun";
import { root } from "./root.ts";

const SCRIPTS = [
  "scripts/check.ts",
  "scripts/build.ts",
  "scripts/package.ts",
  "monitoring/generate.ts",
  "scripts/fuzz.ts",
  "e2e/soak/main.ts",
  "e2e/conformance/main.ts",
  "bench/main.ts",
  "dev/main.ts",
];

async function run(script: string, ...args: string[]) {
  const child = $`${process.execPath} ${script} ${args}`.cwd(root).nothrow().quiet();
  const { exitCode: status, stdout, stderr } = await child;
  return { status, out: String(stdout), err: String(stderr) };
}

test.each(SCRIPTS)("%s prints its usage for --help, and for an unknown option", async (script) => {
  const help = await run(script, "--help");
  expect(help).toEqual({ status: 0, out: help.out, err: "" });
  expect(help.out).toStartWith("Usage: bun ");
  const { status, out, err } = await run(script, "--nonsense");
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(err).toContain("--nonsense");
  expect(err).toEndWith(help.out);
});
