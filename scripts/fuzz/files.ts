import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The test files whose made-up input is as long as `FUZZ_TIMES` says, relative to the repository. */
export function fuzzFiles(root: string): string[] {
  return testFilesWith(root, '/testing/fuzz.ts"');
}

/** The test files that have a text in them, relative to the repository. */
export function testFilesWith(root: string, text: string): string[] {
  const files = [...new Bun.Glob("{client,e2e,server}/**/*.test.{ts,tsx}").scanSync({ cwd: root })];
  return files.filter((file) => readFileSync(join(root, file), "utf8").includes(text)).sort();
}
