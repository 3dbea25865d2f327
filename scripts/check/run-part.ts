import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MissingTool } from "../tools/tool.ts";
import { type Counts, countsOf } from "./counts.ts";
import type { Part } from "./parts.ts";

/** A part that takes longer hangs; in milliseconds. */
const LONGEST = 20 * 60_000;

/** What came of one part. */
export interface PartResult {
  name: string;
  ok: boolean;
  seconds: number;
  /** Its tests; of a part that runs none, all are 0. */
  counts: Counts;
}

/** Where a part runs, and whether it may print. */
export interface Place {
  root: string;
  /** Default: its output goes to the console. */
  quiet?: boolean;
}

/** Runs one part in a process of its own. Never rejects. */
export async function runPart(part: Part, place: Place): Promise<PartResult> {
  const started = performance.now();
  const { ok, counts } = await outcomeOf(part, place);
  return { name: part.name, ok, counts, seconds: (performance.now() - started) / 1000 };
}

async function outcomeOf(part: Part, place: Place): Promise<{ ok: boolean; counts: Counts }> {
  const folder = mkdtempSync(join(tmpdir(), "check-"));
  const report = join(folder, "tests.xml");
  try {
    const env = { ...process.env, ...(await part.needs?.()) };
    const extra = part.tests ? ["--reporter=junit", `--reporter-outfile=${report}`] : [];
    const command = [process.execPath, ...part.command, ...extra];
    const ended = await endsWell(command, place, env);
    const counts = part.tests ? countsOf(readReport(report)) : countsOf("");
    // A run that found no test has shown nothing.
    return { ok: ended && (!part.tests || counts.passed > 0), counts };
  } catch (error) {
    if (!place.quiet) console.error(error instanceof MissingTool ? error.message : error);
    return { ok: false, counts: countsOf("") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function endsWell(
  command: string[],
  { root, quiet }: Place,
  env: Record<string, string | undefined>,
): Promise<boolean> {
  const output = quiet ? "ignore" : "inherit";
  const stdio: ["ignore", typeof output, typeof output] = ["ignore", output, output];
  const child = Bun.spawn(command, { cwd: root, env, stdio, timeout: LONGEST });
  const status = await child.exited;
  if (child.signalCode) console.error(`ended by ${child.signalCode}: ${command.join(" ")}`);
  return status === 0;
}

function readReport(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
