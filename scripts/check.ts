// `bun run check [--only name,…]`: the one gate, the same everywhere.
import { PARTS, type Part } from "./check/parts.ts";
import { reportOf } from "./check/report.ts";
import { type PartResult, runPart } from "./check/run-part.ts";
import { commandLine } from "./command-line.ts";
import { root } from "./root.ts";

const usage = `Usage: bun run check [options]

  --only <parts>  some of ${PARTS.map(({ name }) => name).join(", ")}`;

const { only } = commandLine(usage, { only: { type: "string" } });

function chosen(only: string | undefined): readonly Part[] {
  if (only === undefined) return PARTS;
  const names = only.split(",");
  const known = PARTS.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return PARTS.filter(({ name }) => names.includes(name));
  console.error(`--only: wanted parts among ${known.join(", ")}, got ${unknown.join(", ")}`);
  process.exit(2);
}

const results: PartResult[] = [];
for (const part of chosen(only)) {
  console.log(`\n── ${part.name}`);
  const result = await runPart(part, { root });
  console.log(`── ${part.name}: ${result.ok ? "ok" : "FAILED"} in ${result.seconds.toFixed(1)} s`);
  results.push(result);
}

console.log(`\n${reportOf(results)}`);
process.exit(results.every(({ ok }) => ok) ? 0 : 1);
