import { expect, test } from "bun:test";
import { testFilesWith } from "../fuzz.ts";
import { root } from "../root.ts";
import { PARTS, type Part } from "./parts.ts";

/** As Bun interprets its arguments: everything under the last one except for ignored paths. */
function runs({ command }: Part, file: string): boolean {
  const folder = command.at(-1)?.replace(/^\.\/?/, "") ?? "";
  const ignored = command.flatMap((argument) => argument.split("--path-ignore-patterns=")[1] ?? []);
  const isUnder = folder === "" || file.startsWith(`${folder}/`);
  return isUnder && !ignored.some((pattern) => new Bun.Glob(pattern).match(file));
}

test("every test file runs in one part and one only", () => {
  const files = [...new Bun.Glob("**/*.test.{ts,tsx}").scanSync({ cwd: root })];
  const own = files.filter((file) => !/(^|\/)(node_modules|dist|build|\.cache)\//.test(file));
  expect(own.length).toBeGreaterThan(20);
  const parts = PARTS.filter(({ tests }) => tests);
  const wrong = own.filter((file) => parts.filter((part) => runs(part, file)).length !== 1);
  expect(wrong).toEqual([]);
});

test("bun run fuzz takes every test file that generates input", () => {
  const files = testFilesWith('/testing/fuzz.ts"');
  expect(files).toEqual(testFilesWith('from "fast-check"'));
  expect(files.length).toBeGreaterThan(5);
});
