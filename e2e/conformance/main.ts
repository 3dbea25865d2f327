// `bun run conformance --url …`: does a live host keep the documented contract?
import { commandLine } from "../../scripts/command-line.ts";
import { OPTIONS, targetOptions, USAGE } from "./arguments.ts";
import { allChecks } from "./catalogue.ts";
import { expectReachable, reportOf, runChecks, Unreachable } from "./run.ts";
import { createTarget } from "./target.ts";

const { target, json } = commandLine(USAGE, OPTIONS, (values) => ({
  target: createTarget(targetOptions(values)),
  json: values.json,
}));

async function main(): Promise<boolean> {
  await expectReachable(target);
  const outcomes = await runChecks(target, allChecks);
  const ok = outcomes.every(({ result }) => result !== "failed");
  if (json) console.log(JSON.stringify({ url: target.base, ok, outcomes }, null, 2));
  else console.log(`${target.base}\n\n${reportOf(outcomes)}`);
  return ok;
}

const ok = await main().catch((error) => {
  console.error(error instanceof Unreachable ? error.message : error);
  return false;
});
process.exit(ok ? 0 : 1);
