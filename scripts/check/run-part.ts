import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Counts, countsOf } from "./counts.ts";
import type { Part } from "./parts.ts";

/** A part that takes longer hangs; in milliseconds. */
const LONGEST = 20 * 60_000;

/** The outcome of one part. */
export interface PartResult {
  name: string;
  ok: boolean;
  seconds: number;
  /** Its tests; all 0 for a part that runs none. */
  counts: Counts;
  /** What it printed, both streams one after the other; empty if it printed to the console itself. */
  output: string;
}

/** Where a part runs, and where its output goes. */
export interface RunOptions {
  root: string;
  /** Collect the output instead of passing it on. Default: false. */
  collect?: boolean;
}

/** Runs one part in a process of its own. Never rejects. */
export async function runPart(part: Part, options: RunOptions): Promise<PartResult> {
  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), "check-"));
  const report = join(folder, "tests.xml");
  const reporter = ["--reporter=junit", `--reporter-outfile=${report}`];
  try {
    const command = [...part.command, ...(part.tests ? reporter : [])];
    const { ok, output } = await runBun(command, options);
    const counts = countsOf(part.tests ? readReport(report) : "");
    // A run that found no test has shown nothing.
    const hasRun = !part.tests || counts.passed > 0;
    const seconds = (performance.now() - started) / 1000;
    return { name: part.name, ok: ok && hasRun, counts, seconds, output };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The outcome of a part that could not run. */
export function failedPart({ name }: Part, output: string): PartResult {
  return { name, ok: false, seconds: 0, counts: countsOf(""), output };
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
  const printed = await Promise.all([child.stdout, child.stderr].map(textOf));
  const ok = (await child.exited) === 0;
  const signal = child.signalCode ? `ended by ${child.signalCode}: bun ${args.join(" ")}\n` : "";
  return { ok, output: printed.join("") + signal };
}

function textOf(stream: ReadableStream<Uint8Array> | undefined): Promise<string> | string {
  return stream ? new Response(stream).text() : "";
}

function readReport(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
