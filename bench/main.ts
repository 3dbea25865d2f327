// `bun run bench`: all benchmarks, one part after the other; their README says how they measure.
import { resolve } from "node:path";
import { isFresh } from "../scripts/build/stale.ts";
import { commandLine, oneOf, UsageError, type Values } from "../scripts/command-line.ts";
import { root } from "../scripts/root.ts";
import { machine, markdown, type Part, type PartResult } from "./report.ts";

/** Loaded when it is their turn: `--help` needs none of them. */
const PARTS = {
  exposition: async () => (await import("./exposition.ts")).expositionPart,
  scrape: async () => (await import("./scrape.ts")).scrapePart,
  growth: async () => (await import("./growth.ts")).growthPart,
  feed: async () => (await import("./feed.ts")).feedPart,
  host: async () => (await import("./host.ts")).hostPart,
  pages: async () => (await import("./pages.ts")).pagesPart,
  sampling: async () => (await import("./sampling.ts")).samplingPart,
  against: async () => (await import("./scrape.ts")).againstPart,
} satisfies Record<string, () => Promise<Part>>;
type Name = keyof typeof PARTS;
const NAMES = (Object.keys(PARTS) as Name[]).filter((name) => name !== "against");

const usage = `Usage: bun run bench [options]

  --only <parts>      some of ${NAMES.join(", ")}
  --against <folder>  only scrapes, of this build and of another checkout's, by turns
  --quick             fewer and shorter rounds: to see that they work, not to quote
  --json <file>       where the figures are written after each part (.cache/bench.json)
  --readme            write the tables into bench/README.md`;

const options = {
  only: { type: "string" },
  against: { type: "string" },
  quick: { type: "boolean", default: false },
  json: { type: "string", default: `${root}/.cache/bench.json` },
  readme: { type: "boolean", default: false },
} as const;

const plan = commandLine(usage, options, planOf);
const missing = await missingFor(plan.names);
if (missing.length > 0) {
  console.error(missing.join("\n"));
  process.exit(1);
}
const results: Record<string, PartResult> = {};
console.log(`${machine()}\n`);
for (const name of plan.names) {
  const part: Part = await PARTS[name]();
  results[name] = await part(plan);
  console.log(`${markdown(results[name])}\n`);
  // After each part: what fails later takes nothing away.
  const kept = { machine: machine(), quick: plan.quick, results };
  await Bun.write(plan.json, `${JSON.stringify(kept, undefined, 1)}\n`);
}
if (plan.readme) await writeTables(Object.values(results).map(markdown));
process.exit();

function planOf({ only, against, quick, json, readme }: Values<typeof options>) {
  if (readme && (quick || only !== undefined || against !== undefined)) {
    throw new UsageError("--readme needs all parts at full length");
  }
  const chosen = only?.split(",").map((name) => oneOf("--only", name, NAMES)) ?? NAMES;
  const names: Name[] = against === undefined ? chosen : ["against"];
  return { names, against: against && resolve(against), quick, json, readme };
}

/** What these parts need and this machine lacks, a sentence each. */
async function missingFor(names: readonly Name[]): Promise<string[]> {
  const needs = (...parts: Name[]) => names.some((name) => parts.includes(name));
  const sentences: string[] = [];
  if (needs("scrape", "growth", "feed", "host", "pages", "against") && !isFresh(root)) {
    sentences.push("dist/ is missing or older than the sources: bun run build.");
  }
  if (needs("scrape", "against") && !Bun.which("wrk")) {
    sentences.push("wrk is missing: install it, by apt-get install wrk for example.");
  }
  if (needs("pages")) {
    const { ensureChromium } = await import("../scripts/tools/chromium.ts");
    await ensureChromium().catch((error: Error) => sentences.push(`${error.message}.`));
  }
  return sentences;
}

/** Writes the tables between the README's two marks. */
async function writeTables(parts: readonly string[]): Promise<void> {
  const file = Bun.file(`${import.meta.dir}/README.md`);
  const text = await file.text();
  const marked = /(<!-- bench:start -->\n)[\s\S]*?(<!-- bench:end -->)/;
  if (!marked.test(text)) throw new Error("no <!-- bench:start --> … <!-- bench:end -->");
  const tables = [`Measured by \`bun run bench\`: ${machine()}.`, ...parts].join("\n\n");
  await file.write(text.replace(marked, (_, start, end) => `${start}${tables}\n${end}`));
}
