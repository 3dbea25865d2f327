import { commandLine, UsageError, type Values, wholeNumber } from "../../scripts/command-line.ts";
import { PLANTS, type Plan, type Plant, planOf, plantedPlan } from "./plan.ts";
import { soak } from "./soak.ts";
import { reportOf, verdictOf } from "./verdict.ts";

const plants = Object.keys(PLANTS) as Plant[];
const plantOptions = Object.fromEntries(
  plants.map((name) => [`plant-${name}`, { type: "boolean" }]),
) as Record<`plant-${Plant}`, { type: "boolean" }>;

const usage = `Usage: bun run soak [options]

  --minutes <n>    length of the run, from 1 to 1440 (10; with a planted fault, as long as it takes to find it)
${plants.map((name) => `  --plant-${name.padEnd(8)} ${PLANTS[name].does}: the run must fail`).join("\n")}`;

const options = { minutes: { type: "string" }, ...plantOptions } as const;

const outcome = await soak(commandLine(usage, options, planOfOptions));
console.log(reportOf(outcome));
process.exit(verdictOf(outcome).length === 0 ? 0 : 1);

function planOfOptions(values: Values<typeof options>): Plan {
  const { minutes } = values;
  const seconds =
    minutes === undefined ? undefined : 60 * wholeNumber("--minutes", minutes, 1, 1440);
  const [plant, ...others] = plants.filter((name) => values[`plant-${name}`]);
  if (others.length > 0) throw new UsageError("only one fault can be planted at a time");
  return plant ? plantedPlan(plant, seconds) : planOf(seconds ?? 600);
}
