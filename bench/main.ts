import { parseArgs } from "node:util";
import { expositionPart } from "./exposition/part.ts";
import { feedPart } from "./feed/part.ts";
import { growthPart } from "./growth/part.ts";
import { hostPart } from "./host/part.ts";
import { describe, type Machine, machine } from "./machine.ts";
import { pagesPart } from "./pages/part.ts";
import { markdown, printPart } from "./print.ts";
import { fillReadme } from "./readme.ts";
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

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    quick: { type: "boolean", default: false },
    json: { type: "string" },
    readme: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(usage());
else await run(values.only?.split(",") ?? Object.keys(PARTS));

async function run(names: string[]): Promise<void> {
  const about = machine();
  console.log(`${describe(about)}\n`);
  const results: Record<string, PartResult> = {};
  for (const name of names) {
    const part = PARTS[name];
    if (!part) throw new Error(`--only ${name}: wanted some of ${Object.keys(PARTS).join(", ")}`);
    results[name] = await part({ quick: values.quick });
    console.log(printPart(results[name]));
  }
  await keep(about, results);
}

async function keep(about: Machine, results: Record<string, PartResult>): Promise<void> {
  const kept = { machine: about, quick: values.quick, results };
  if (values.json) await Bun.write(values.json, `${JSON.stringify(kept, undefined, 1)}\n`);
  const root = `${import.meta.dir}/..`;
  if (values.readme) await fillReadme(`${root}/README.md`, markdown(results, about));
}

function usage(): string {
  return `Benchmarks of the metrics plugin beside their peers.

Usage: bun run bench [options]

  --only <parts>  some of ${Object.keys(PARTS).join(", ")}
  --quick         fewer and shorter rounds: to see that it works, not to quote
  --json <file>   write the figures
  --readme        write the tables between the README's markers`;
}
