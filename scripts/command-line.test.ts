import { expect, test } from "bun:test";
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
];

async function run(script: string, ...args: string[]) {
  const child = Bun.spawn([process.execPath, script, ...args], {
    cwd: root,
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, err] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { status: await child.exited, out, err };
}

test.each(SCRIPTS)("%s --help prints how it is called, and does nothing", async (script) => {
  const { status, out, err } = await run(script, "--help");
  expect({ status, err }).toEqual({ status: 0, err: "" });
  expect(out).toStartWith("Usage: bun run ");
});

test.each(SCRIPTS)("%s names an option that it doesn't have, and ends with 2", async (script) => {
  const { status, out, err } = await run(script, "--nonsense");
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(err).toContain("--nonsense");
  expect(err).toContain("Usage: bun run ");
  expect(err).not.toContain("    at ");
});
