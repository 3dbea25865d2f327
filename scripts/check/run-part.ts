import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Part } from "./parts.ts";

/** The time limit of a part, in milliseconds. */
const LONGEST = 20 * 60_000;

/** The outcome of one part. */
export interface PartResult {
  name: string;
  ok: boolean;
  seconds: number;
  /** Its tests. A part that runs none counts as one, and so does a failure outside of any test. */
  passed: number;
  failed: number;
  skipped: number;
  /** Its output, both streams one after the other. */
  output: string;
}

/** The lines of an output that say which tests failed, where and why; if there are none, its last lines. */
export function failureLines(output: string, most = 20): string[] {
  const lines = output.trimEnd().split("\n");
  const ofTests = lines.filter((line) =>
    /^(\(fail\) |error: |Expected|Received|\s+at .+:\d+\)?$)/.test(line),
  );
  return (ofTests.length > 0 ? ofTests : lines).slice(-most);
}

/**
 * Runs one part in its own process, in the folder `root`. Never rejects.
 *
 * @param missing - Why it can't run: a program that it needs is missing.
 */
export async function runPart(part: Part, root: string, missing?: string): Promise<PartResult> {
  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), "check-"));
  const report = join(folder, "tests.xml");
  const reporter = part.tests ? ["--reporter=junit", `--reporter-outfile=${report}`] : [];
  try {
    const command = [...part.command, ...reporter];
    const { code, output } = missing ? { code: 1, output: missing } : await runBun(command, root);
    const counts = countsOf(report);
    // A run without a test proves nothing.
    const ok = code === 0 && (!part.tests || counts.passed > 0);
    const passed = part.tests ? counts.passed : Number(ok);
    const failed = ok ? counts.failed : Math.max(counts.failed, 1);
    const seconds = (performance.now() - started) / 1000;
    return { name: part.name, ok, seconds, passed, failed, skipped: counts.skipped, output };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function runBun(args: readonly string[], cwd: string) {
  const child = Bun.spawn([process.execPath, ...args], {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: LONGEST,
  });
  const printed = await Promise.all(
    [child.stdout, child.stderr].map((stream) => new Response(stream).text()),
  );
  const code = await child.exited;
  const signal = child.signalCode ? `ended by ${child.signalCode}: bun ${args.join(" ")}\n` : "";
  return { code, output: printed.join("") + signal };
}

/** The numbers in the head of a JUnit report; all 0 without one. */
function countsOf(file: string): Pick<PartResult, "passed" | "failed" | "skipped"> {
  const report = existsSync(file) ? readFileSync(file, "utf8") : "";
  const head = /<testsuites\b[^>]*>/.exec(report)?.[0] ?? "";
  const number = (name: string) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(head)?.[1] ?? 0);
  const failed = number("failures") + number("errors");
  const skipped = number("skipped");
  return { passed: Math.max(0, number("tests") - failed - skipped), failed, skipped };
}
