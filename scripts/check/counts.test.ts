import { expect, test } from "bun:test";
import { countsOf, sumOf } from "./counts.ts";

test("the numbers of a JUnit report are those of its head", () => {
  const report =
    '<?xml version="1.0"?>\n<testsuites name="bun test" tests="12" assertions="30" failures="2" skipped="1" time="0.1">\n<testsuite tests="5" failures="5"/></testsuites>';
  expect(countsOf(report)).toEqual({ passed: 9, failed: 2, skipped: 1 });
});

test("no report means no test", () => {
  expect(countsOf("")).toEqual({ passed: 0, failed: 0, skipped: 0 });
});

test("numbers are summed one by one", () => {
  const counts = { passed: 1, failed: 2, skipped: 3 };
  expect(sumOf([counts, counts])).toEqual({ passed: 2, failed: 4, skipped: 6 });
});
