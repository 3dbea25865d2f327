// `bun run bench`: all benchmarks, one part after the other; their README says how they measure.
import { resolve } from "node:path";
import { commandLine, oneOf, UsageError, type Values } from "../scripts/command-line.ts";
import { describe, type Machine, machine } from "./machine.ts";
import { markdown, printPart, withTables } from "./print.ts";
import { missingFor } from "./requirements.ts";
import type { Part, PartResult } from "./result.ts";

/** Loaded when it is their turn: `--help` needs none of them. */
const PARTS = {
  exposition: async () => (await import("./exposition/part.ts")).expositionPart,
  scrape: async () => (await import("./scrape/part.ts")).scrapePart,
  growth: async () => (await import("./growth/part.ts")).growthPart,
  feed: async () => (await import("./feed/part.ts")).feedPart,
  host: async () => (await import("./host/part.ts")).hostPart,
  pages: async () => (await import("./pages/part.ts")).pagesPart,
  builds: async () => (await import("./builds/part.ts")).buildsPart,
} satisfies Record<string, () => Promise<Part>>;
type Name = keyof typeof PARTS;
const NAMES = Object.keys(PARTS) as Name[];
const USUAL = NAMES.filter((name) => name !== "builds");

const usage = `Usage: bun run bench [options]

  --only <parts>      some of ${USUAL.join(", ")}
  --against <folder>  only scrapes, of this build and of another checkout's, by turns
  --quick             fewer and shorter rounds: to see that they work, not to quote
  --json <file>       where the figures are written after each part (.cache/bench.json)
  --readme            write the tables into bench/README.md`;

const options = {
  only: { type: "string" },
  against: { type: "string" },
  quick: { type: "boolean", default: false },
  json: { type: "string", default: `${import.meta.dir}/../.cache/bench.json` },
  readme: { type: "boolean", default: false },
} as const;

const plan = commandLine(usage, options, planOf);
const missing = await missingFor(plan.names);
if (missing.length > 0) {
  console.error(missing.join("\n"));
  process.exit(1);
}
const about = machine();
console.log(`${describe(about)}\n`);
const results: Record<string, PartResult> = {};
for (const name of plan.names) {
  const part: Part = await PARTS[name]();
  results[name] = await part(plan);
  console.log(printPart(results[name]));
  await keep(about, results);
}
if (plan.readme) {
  const file = Bun.file(`${import.meta.dir}/README.md`);
  await file.write(withTables(await file.text(), markdown(results, about)));
}

function planOf({ only, against, ...others }: Values<typeof options>) {
  const quick = others.quick ?? false;
  if (others.readme && (quick || only !== undefined || against !== undefined)) {
    throw new UsageError("--readme needs all parts at full length");
  }
  const chosen = only?.split(",").map((name) => oneOf("--only", name, USUAL)) ?? USUAL;
  return against === undefined
    ? { ...others, quick, names: chosen }
    : { ...others, quick, names: ["builds" as const], against: resolve(against) };
}

/** After each part: what fails later takes nothing away. */
async function keep(about: Machine, results: Record<string, PartResult>): Promise<void> {
  const kept = { machine: about, quick: plan.quick, results };
  await Bun.write(plan.json ?? "", `${JSON.stringify(kept, undefined, 1)}\n`);
}
