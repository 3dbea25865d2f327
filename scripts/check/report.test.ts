import { expect, test } from "bun:test";
import { reportOf } from "./report.ts";

test("the last line counts tests, and as one a part that has none or failed without a failed test", () => {
  const none = { passed: 0, failed: 0, skipped: 0 };
  const parts = [
    { name: "lint", ok: true, counts: none },
    { name: "types", ok: false, counts: none },
    { name: "unit", ok: false, counts: { passed: 8, failed: 2, skipped: 0 } },
    { name: "pages", ok: false, counts: { passed: 3, failed: 0, skipped: 1 } },
  ];
  const report = reportOf(
    parts.map((part) => ({ ...part, seconds: 1, output: "" })),
    2.5,
  );
  expect(report).toContain("FAIL  unit");
  expect(report).toEndWith("2.5 s\n\n12 passed, 4 failed, 1 skipped");
});
