import { expect, test } from "bun:test";
import { root } from "../root.ts";
import { fuzzFiles, testFilesWith } from "./files.ts";

test("bun run fuzz takes every test file that makes input up", () => {
  expect(fuzzFiles(root)).toEqual(testFilesWith(root, 'from "fast-check"'));
  expect(fuzzFiles(root).length).toBeGreaterThan(5);
});
