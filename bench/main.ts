// `bun run bench`: all benchmarks, one part after the other; their README says how they measure.
import { resolve } from "node:path";
import { isFresh } from "../scripts/build/stale.ts";
import { commandLine, oneOf, UsageError, type Values } from "../scripts/command-line.ts";
import { root } from "../scripts/root.ts";
import { machine, markdown, type Part, type PartResult } from "./report.ts";
import { SENTENCES } from "./sentences.ts";

/** Loaded on demand: `--help` needs none of them. */
const PARTS = {
  exposition: async () => (await import("./exposition.ts")).expositionPart,
  scrape: async () => (await import("./scrape.ts")).scrapePart,
  growth: async () => (await import("./growth.ts")).growthPart,
  feed: async () => (await import("./feed.ts")).feedPart,
  host: async () => (await import("./host.ts")).hostPart,
  pages: async () => (await import("./pages.ts")).pagesPart,
  sampling: async () => (await import("./sampling.ts")).samplingPart,
  history: async () => (await import("./history.ts")).historyPart,
  against: async () => (await import("./scrape.ts")).againstPart,
} satisfies Record<string, () => Promise<Part>>;
type Name = keyof typeof PARTS;

/** A part's last result. */
interface Kept {
  machine: string;
  quick: boolean;
  result: PartResult;
}

const NAMES = (Object.keys(PARTS) as Name[]).filter((name) => name !== "against");

const usage = `Usage: bun run bench [options]

  --only <parts>      some of ${NAMES.join(", ")}
  --against <folder>  only scrapes: this build and another checkout's, in turns
  --quick             fewer and shorter rounds: to try it out, not to quote
  --json <file>       where the figures of each part are stored (.cache/bench.json)
  --readme            write all parts' tables and sentences into the READMEs, from this run and stored ones`;

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
const file = Bun.file(plan.json);
const kept: Record<string, Kept> = (await file.exists()) ? await file.json() : {};
for (const name of plan.names) {
  console.error(`${name} …`); // a part prints nothing before its end, after up to five minutes
  const part: Part = await PARTS[name]();
  const result = await part(plan);
  console.log(`${machine()}\n\n${markdown(result)}\n`);
  kept[name] = { machine: machine(), quick: plan.quick, result };
  // After each part, so that a later failure loses nothing.
  await file.write(`${JSON.stringify(kept, undefined, 1)}\n`);
}
if (plan.readme) await writeReadmes();
process.exit();

function planOf({ only, against, quick, json, readme }: Values<typeof options>) {
  if (readme && (quick || against !== undefined)) {
    throw new UsageError("--readme can't be combined with --quick or --against");
  }
  const chosen = only?.split(",").map((name) => oneOf("--only", name, NAMES)) ?? NAMES;
  const names: Name[] = against === undefined ? chosen : ["against"];
  return { names, against: against && resolve(against), quick, json, readme };
}

/** What these parts need and this machine lacks, one sentence each. */
async function missingFor(names: readonly Name[]): Promise<string[]> {
  const sentences: string[] = [];
  if (!isFresh(root)) {
    sentences.push("dist/ is missing or older than the sources: bun run build.");
  }
  if (names.some((name) => name === "scrape" || name === "against") && !Bun.which("wrk")) {
    sentences.push("wrk is missing: install it, by apt-get install wrk for example.");
  }
  if (names.includes("pages")) {
    const { ensureChromium } = await import("../scripts/tools/chromium.ts");
    await ensureChromium().catch((error: Error) => sentences.push(`${error.message}.`));
  }
  return sentences;
}

/** Writes the tables into this folder's README, and the sentences into the repository's. */
async function writeReadmes(): Promise<void> {
  const missing = NAMES.filter((name) => kept[name] === undefined || kept[name].quick);
  if (missing.length > 0) throw new Error(`not measured at full length: ${missing.join(", ")}`);
  const parts = NAMES.flatMap((name) => kept[name] ?? []);
  const machines = [...new Set(parts.map((part) => part.machine))].join("; ");
  const tables = parts.map(({ result }) => markdown(result));
  const text = [`Measured by \`bun run bench\`: ${machines}.`, ...tables].join("\n\n");
  await replaceMarked("bench/README.md", text);
  const results = Object.fromEntries(
    Object.entries(kept).map(([name, { result }]) => [name, result]),
  );
  for (const [path, sentences] of Object.entries(SENTENCES))
    await replaceMarked(path, sentences(results));
}

/** Replaces what is between a file's two marks. */
async function replaceMarked(path: string, by: string): Promise<void> {
  const readme = Bun.file(`${root}/${path}`);
  const text = await readme.text();
  const marked = /(<!-- bench:start -->\n)[\s\S]*?(<!-- bench:end -->)/;
  if (!marked.test(text))
    throw new Error(`${path} has no <!-- bench:start --> … <!-- bench:end -->`);
  await readme.write(text.replace(marked, (_, start, end) => `${start}${by}\n${end}`));
}
