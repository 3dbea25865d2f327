import { expect, test } from "bun:test";
import { makeTempFolder } from "../../testing/temp-folder.ts";
import { runPart } from "./run-part.ts";

const PASSES = 'test("a", () => {});';
const FAILS = 'test("b", () => expect(1).toBe(2));';
const SKIPPED = 'test.skip("c", () => {});';

test.each([
  [[PASSES, SKIPPED], { ok: true, counts: { passed: 1, failed: 0, skipped: 1 } }],
  [[PASSES, FAILS], { ok: false, counts: { passed: 1, failed: 1, skipped: 0 } }],
  [[SKIPPED], { ok: false, counts: { passed: 0, failed: 0, skipped: 1 } }],
  [['import "./missing.ts";'], { ok: false }],
])("a part with the tests %j has the outcome %j", async (lines, outcome) => {
  await using folder = await makeTempFolder();
  const source = ['import { expect, test } from "bun:test";', ...lines].join("\n");
  await folder.write("a.test.ts", source);
  const part = { name: "tests", command: ["test", "./a.test.ts"], tests: true };
  expect(await runPart(part, { root: folder.path, collect: true })).toMatchObject(outcome);
});
