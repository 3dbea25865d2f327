import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Part } from "./parts.ts";

/** The time limit of a part, in milliseconds. */
const LONGEST = 20 * 60_000;

/** Numbers of tests. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** The outcome of one part. */
export interface PartResult {
  name: string;
  ok: boolean;
  seconds: number;
  /** Its tests; all 0 for a part that runs none. */
  counts: Counts;
  /** Its output, both streams one after the other; empty if it went to the console. */
  output: string;
}

/** Where a part runs, and where its output goes. */
export interface RunOptions {
  root: string;
  /** Collect the output instead of passing it on. Default: false. */
  collect?: boolean;
}

/** Runs one part in its own process. Never rejects. */
export async function runPart(part: Part, options: RunOptions): Promise<PartResult> {
  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), "check-"));
  const report = join(folder, "tests.xml");
  const reporter = ["--reporter=junit", `--reporter-outfile=${report}`];
  try {
    const command = [...part.command, ...(part.tests ? reporter : [])];
    const { ok, output } = await runBun(command, options);
    const counts = countsOf(report);
    // A run without a test proves nothing.
    const hasRun = !part.tests || counts.passed > 0;
    const seconds = (performance.now() - started) / 1000;
    return { name: part.name, ok: ok && hasRun, counts, seconds, output };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The outcome of a part that could not run. */
export function failedPart({ name }: Part, output: string): PartResult {
  return { name, ok: false, seconds: 0, counts: { passed: 0, failed: 0, skipped: 0 }, output };
}

async function runBun(args: readonly string[], { root, collect = false }: RunOptions) {
  const out = collect ? "pipe" : "inherit";
  const child = Bun.spawn([process.execPath, ...args], {
    cwd: root,
    stdin: "ignore",
    stdout: out,
    stderr: out,
    timeout: LONGEST,
  });
  const printed = await Promise.all(
    [child.stdout, child.stderr].map((stream) => (stream ? new Response(stream).text() : "")),
  );
  const ok = (await child.exited) === 0;
  const signal = child.signalCode ? `ended by ${child.signalCode}: bun ${args.join(" ")}\n` : "";
  return { ok, output: printed.join("") + signal };
}

/** The numbers in the head of a JUnit report; all 0 without one. */
function countsOf(file: string): Counts {
  const report = existsSync(file) ? readFileSync(file, "utf8") : "";
  const head = /<testsuites\b[^>]*>/.exec(report)?.[0] ?? "";
  const number = (name: string) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(head)?.[1] ?? 0);
  const failed = number("failures") + number("errors");
  const skipped = number("skipped");
  return { passed: Math.max(0, number("tests") - failed - skipped), failed, skipped };
}
