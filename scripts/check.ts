// `bun run check [--only name,…]`: the one gate, the same everywhere.
import { PARTS, type Part, STAGES } from "./check/parts.ts";
import { failureLines, type PartResult, runPart } from "./check/run-part.ts";
import { commandLine } from "./command-line.ts";
import { root } from "./root.ts";

const names = PARTS.map(({ name }) => name);
const usage = `Usage: bun run check [options]

  --only <parts>  some of ${names.join(", ")}`;

const { only } = commandLine(usage, { only: { type: "string" } });
const chosen = only?.split(",") ?? names;
const unknown = chosen.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`--only: expected some of ${names.join(", ")}, got ${unknown.join(", ")}`);
  process.exit(2);
}

const started = performance.now();
const stages = STAGES.map((stage) => stage.filter(({ name }) => chosen.includes(name)));
if (!chosen.includes("build") && stages.flat().some(({ tests }) => tests)) {
  // Tests run what was built.
  stages.unshift([{ name: "build", command: ["scripts/build.ts", "--if-stale"] }]);
}
// Programs are fetched from the start, while the first parts run.
const prepared = new Map(stages.flat().map((part) => [part, prepare(part)]));

const results: PartResult[] = [];
for (const stage of stages.filter(({ length }) => length > 0)) {
  console.log(`\n── ${stage.map(({ name }) => name).join(", ")}`);
  results.push(...(await Promise.all(stage.map(run))));
}
report(results);
process.exit(results.every(({ ok }) => ok) ? 0 : 1);

/** The error message, if a program of the part is missing. */
async function prepare(part: Part): Promise<string | undefined> {
  try {
    await part.prepare?.();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function run(part: Part): Promise<PartResult> {
  const result = await runPart(part, root, await prepared.get(part));
  if (result.output) console.log(result.output.trimEnd());
  console.log(`── ${part.name}: ${result.ok ? "ok" : "FAILED"} in ${inSeconds(result.seconds)} s`);
  return result;
}

/** Prints the closing table, what failed, then one plain line with the numbers of all tests. */
function report(results: readonly PartResult[]): void {
  const row = (mark: string, name: string, seconds: number) =>
    console.log(`${mark.padEnd(5)} ${name.padEnd(14)} ${inSeconds(seconds).padStart(7)} s`);
  console.log();
  for (const { ok, name, seconds } of results) row(ok ? "  ok" : "FAIL", name, seconds);
  row("", "all", (performance.now() - started) / 1000);
  // Repeated at the end, which is all that a truncated log shows.
  for (const { name, output } of results.filter(({ ok }) => !ok)) {
    console.log([`\n── ${name}`, ...failureLines(output)].join("\n"));
  }
  const sum = (of: "passed" | "failed" | "skipped") =>
    results.reduce((total, result) => total + result[of], 0);
  const skipped = sum("skipped") > 0 ? `, ${sum("skipped")} skipped` : "";
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed${skipped}`);
}

function inSeconds(seconds: number): string {
  return seconds.toFixed(1);
}
