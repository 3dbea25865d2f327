import { expect, test } from "bun:test";
import { reportOf } from "./report.ts";

const output = "";
const none = { passed: 0, failed: 0, skipped: 0 };

test("the last line says how many passed and failed, and stands alone", () => {
  const report = reportOf(
    [
      { name: "lint", ok: true, seconds: 1, counts: none, output },
      { name: "unit", ok: false, seconds: 2, counts: { passed: 8, failed: 2, skipped: 0 }, output },
    ],
    2.5,
  );
  expect(report.split("\n").at(-1)).toBe("9 passed, 2 failed");
  expect(report).toContain("FAIL  unit");
  expect(report).toContain("2.5 s\n\n9 passed");
});

test("a part that fails without a failed test counts as a failure", () => {
  const report = reportOf(
    [
      { name: "types", ok: false, seconds: 1, counts: none, output },
      {
        name: "pages",
        ok: false,
        seconds: 1,
        counts: { passed: 3, failed: 0, skipped: 1 },
        output,
      },
    ],
    2.5,
  );
  expect(report.split("\n").at(-1)).toBe("3 passed, 2 failed, 1 skipped");
});
