import type { PartResult } from "./run-part.ts";

/**
 * The closing table, then one plain line with the numbers of all tests.
 *
 * @param seconds - How long the check took; less than the sum of parts that ran side by side.
 */
export function reportOf(results: readonly PartResult[], seconds: number): string {
  const rows = results.map(rowOf);
  // A part without tests counts as one.
  const all = results.map(asCounts);
  const [passed, failed, skipped] = (["passed", "failed", "skipped"] as const).map((name) =>
    all.reduce((sum, counts) => sum + counts[name], 0),
  ) as [number, number, number];
  const closing = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
  return [...rows, `      all            ${seconds.toFixed(1).padStart(7)} s`, "", closing].join(
    "\n",
  );
}

function rowOf({ name, ok, seconds, counts }: PartResult): string {
  const tests = counts.passed + counts.failed;
  const note = tests > 0 ? `  ${tests} tests` : "";
  return `${ok ? "  ok " : "FAIL "} ${name.padEnd(14)} ${seconds.toFixed(1).padStart(7)} s${note}`;
}

function asCounts({ ok, counts }: PartResult) {
  const { passed, failed, skipped } = counts;
  if (passed + failed === 0) return { passed: Number(ok), failed: Number(!ok), skipped };
  return { passed, failed: ok ? failed : Math.max(failed, 1), skipped };
}
