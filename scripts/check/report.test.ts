import { expect, test } from "bun:test";
import { reportOf } from "./report.ts";

const none = { passed: 0, failed: 0, skipped: 0 };

test("the last line tells how many passed and failed", () => {
  const report = reportOf([
    { name: "lint", ok: true, seconds: 1, counts: none },
    { name: "unit", ok: false, seconds: 2, counts: { passed: 8, failed: 2, skipped: 0 } },
  ]);
  expect(report.split("\n").at(-1)).toBe("9 passed, 2 failed");
  expect(report).toContain("FAIL  unit");
});

test("a part that fails without a failed test counts as a failure", () => {
  const report = reportOf([
    { name: "types", ok: false, seconds: 1, counts: none },
    { name: "pages", ok: false, seconds: 1, counts: { passed: 3, failed: 0, skipped: 1 } },
  ]);
  expect(report.split("\n").at(-1)).toBe("3 passed, 2 failed, 1 skipped");
});
