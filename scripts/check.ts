// `bun run check [--only name,…]`: the one gate, the same everywhere.
import { PARTS, type Part, STAGES } from "./check/parts.ts";
import { reportOf } from "./check/report.ts";
import { failedPart, type PartResult, runPart } from "./check/run-part.ts";
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
for (const stage of stages) {
  const collect = stage.length > 1;
  results.push(...(await Promise.all(stage.map((part) => run(part, collect)))));
}
console.log(`\n${reportOf(results, (performance.now() - started) / 1000)}`);
process.exit(results.every(({ ok }) => ok) ? 0 : 1);

/** The error message, if a program of the part is missing. */
async function prepare(part: Part): Promise<string | undefined> {
  try {
    await part.prepare?.();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function run(part: Part, collect: boolean): Promise<PartResult> {
  const missing = await prepared.get(part);
  if (!collect) console.log(`\n── ${part.name}`);
  const result = missing ? failedPart(part, missing) : await runPart(part, { root, collect });
  if (collect) console.log(`\n── ${part.name}`);
  if (result.output) console.log(result.output.trimEnd());
  console.log(`── ${part.name}: ${result.ok ? "ok" : "FAILED"} in ${result.seconds.toFixed(1)} s`);
  return result;
}
