import { commandLine } from "../scripts/command-line.ts";
import { expositionPart } from "./exposition/part.ts";
import { feedPart } from "./feed/part.ts";
import { growthPart } from "./growth/part.ts";
import { hostPart } from "./host/part.ts";
import { describe, type Machine, machine } from "./machine.ts";
import { pagesPart } from "./pages/part.ts";
import { markdown, printPart, withTables } from "./print.ts";
import { missingFor } from "./requirements.ts";
import type { Part, PartResult } from "./result.ts";
import { scrapePart } from "./scrape/part.ts";

const PARTS: Record<string, Part> = {
  exposition: expositionPart,
  scrape: scrapePart,
  growth: growthPart,
  feed: feedPart,
  host: hostPart,
  pages: pagesPart,
};

const usage = `Usage: bun run bench [options]

  --only <parts>  some of ${Object.keys(PARTS).join(", ")}
  --quick         fewer and shorter rounds: to see that they work, not to quote
  --json <file>   where the figures are written after each part, .cache/bench.json by default
  --readme        write the tables into bench/README.md`;

const ROOT = `${import.meta.dir}/..`;
const values = commandLine(usage, {
  only: { type: "string" },
  quick: { type: "boolean", default: false },
  json: { type: "string" },
  readme: { type: "boolean", default: false },
});

const names = values.only?.split(",") ?? Object.keys(PARTS);
const unknown = names.find((name) => !(name in PARTS));
if (unknown !== undefined) {
  console.error(`--only: expected some of ${Object.keys(PARTS).join(", ")}, got ${unknown}`);
  process.exit(2);
}
if (values.readme && (values.quick || names.length < Object.keys(PARTS).length)) {
  console.error("--readme needs all parts at full length, without --quick and --only");
  process.exit(2);
}
const missing = await missingFor(names);
if (missing.length > 0) {
  console.error(missing.join("\n"));
  process.exit(1);
}
await run(names);

async function run(names: string[]): Promise<void> {
  const about = machine();
  console.log(`${describe(about)}\n`);
  const results: Record<string, PartResult> = {};
  for (const [name, part] of Object.entries(PARTS)) {
    if (!names.includes(name)) continue;
    results[name] = await part({ quick: values.quick });
    console.log(printPart(results[name]));
    await keep(about, results);
  }
  if (values.readme) {
    const file = Bun.file(`${import.meta.dir}/README.md`);
    await file.write(withTables(await file.text(), markdown(results, about)));
  }
}

/** After each part: what fails later takes nothing away. */
async function keep(about: Machine, results: Record<string, PartResult>): Promise<void> {
  const kept = { machine: about, quick: values.quick, results };
  const path = values.json ?? `${ROOT}/.cache/bench.json`;
  await Bun.write(path, `${JSON.stringify(kept, undefined, 1)}\n`);
}
