import { expect, test } from "bun:test";
import { makeTempFolder } from "../../testing/temp-folder.ts";
import { failureLines, type PartResult, runPart } from "./run-part.ts";

const PASSES = 'test("a", () => {});';
const FAILS = 'test("b", () => { expect(1).toBe(2); });';
const SKIPPED = 'test.skip("c", () => {});';

/** Runs a part whose only file has these lines. */
async function runTests(...lines: string[]): Promise<PartResult> {
  await using folder = await makeTempFolder();
  const source = ['import { expect, test } from "bun:test";', ...lines].join("\n");
  await folder.write("a.test.ts", source);
  const part = { name: "tests", command: ["test", "./a.test.ts"], tests: true };
  return await runPart(part, folder.path);
}

test.each([
  [[PASSES, SKIPPED], { ok: true, passed: 1, failed: 0, skipped: 1 }],
  [[PASSES, FAILS], { ok: false, passed: 1, failed: 1, skipped: 0 }],
  [[SKIPPED], { ok: false, passed: 0, failed: 1, skipped: 1 }],
  [['import "./missing.ts";'], { ok: false, passed: 0, failed: 1 }],
])("a part with the tests %j has the outcome %j", async (lines, outcome) => {
  expect(await runTests(...lines)).toMatchObject(outcome);
});

test("the report of a failed part has the failed test, its error and its place, or else the last lines", async () => {
  const { output } = await runTests(PASSES, FAILS);
  const reported = failureLines(output).join("\n");
  expect(reported).toMatch(
    /^error: .*\nExpected: 2\nReceived: 1\n +at .*a\.test\.ts:3:\d+\)\n\(fail\) b/,
  );
  expect(failureLines("one\ntwo\nthree\n", 2)).toEqual(["two", "three"]);
});

test("a part without tests counts as one, failed if a program is missing", async () => {
  await using folder = await makeTempFolder();
  const part = { name: "lint", command: ["-e", "1"] };
  expect(await runPart(part, folder.path)).toMatchObject({ ok: true, passed: 1, failed: 0 });
  const failed = { ok: false, passed: 0, failed: 1, output: "none" };
  expect(await runPart(part, folder.path, "none")).toMatchObject(failed);
});
