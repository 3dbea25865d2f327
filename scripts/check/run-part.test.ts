import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runPart } from "./run-part.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "part-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function tests(body: string) {
  writeFileSync(join(folder, "a.test.ts"), `import { expect, test } from "bun:test";\n${body}`);
  return { name: "tests", command: ["test", "./a.test.ts"], tests: true };
}

test("a run of tests gives its numbers", async () => {
  const part = tests('test("a", () => {});\ntest.skip("b", () => {});');
  const result = await runPart(part, { root: folder, collect: true });
  expect(result).toMatchObject({ ok: true, counts: { passed: 1, failed: 0, skipped: 1 } });
});

test("a failed test fails the part, and the others still count", async () => {
  const part = tests('test("a", () => {});\ntest("b", () => expect(1).toBe(2));');
  const result = await runPart(part, { root: folder, collect: true });
  expect(result).toMatchObject({ ok: false, counts: { passed: 1, failed: 1 } });
  expect(result.output).toContain("(fail) b");
});

test("a file that can't be loaded fails the part", async () => {
  const result = await runPart(tests('import "./missing.ts";'), { root: folder, collect: true });
  expect(result.ok).toBe(false);
});

test("a run without any test fails", async () => {
  const result = await runPart(tests('test.skip("a", () => {});'), { root: folder, collect: true });
  expect(result).toMatchObject({ ok: false, counts: { passed: 0, skipped: 1 } });
});
