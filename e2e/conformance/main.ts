// `bun run conformance --url …`: does a live host keep the documented contract?
import { BadArguments, readArguments, usage } from "./arguments.ts";
import { allChecks } from "./catalogue.ts";
import { reportOf } from "./report.ts";
import { expectReachable, runChecks, Unreachable } from "./run.ts";
import { createTarget } from "./target.ts";

async function main(): Promise<number> {
  const { target: options, json, help } = readArguments(process.argv.slice(2));
  if (help) {
    console.log(usage);
    return 0;
  }
  const target = createTarget(options);
  await expectReachable(target);
  const outcomes = await runChecks(target, allChecks);
  const ok = outcomes.every(({ result }) => result !== "fails");
  if (json) console.log(JSON.stringify({ url: target.base, ok, outcomes }, null, 2));
  else console.log(`${target.base}\n\n${reportOf(outcomes)}`);
  return ok ? 0 : 1;
}

function exitStatusOf(error: unknown): number {
  if (error instanceof BadArguments) {
    console.error(`${error.message}\n\n${usage}`);
    return 2;
  }
  console.error(error instanceof Unreachable ? error.message : error);
  return 1;
}

process.exit(await main().catch(exitStatusOf));
