import { commandLine } from "../../scripts/command-line.ts";
import { PLANTS, type Plant, planOf } from "./plan.ts";
import { reportOf } from "./report.ts";
import { soak } from "./soak.ts";
import { verdictOf } from "./verdict.ts";

const plants = Object.keys(PLANTS) as Plant[];
const plantOptions = Object.fromEntries(
  plants.map((name) => [`plant-${name}`, { type: "boolean" }]),
) as Record<`plant-${Plant}`, { type: "boolean" }>;

const usage = `Usage: bun run soak [options]

  --minutes <n>    how long, from 1 to 1440 (10)
  --seed <n>       of all that is random (20240)
${plants.map((name) => `  --plant-${name.padEnd(8)} ${PLANTS[name]}: the run must fail`).join("\n")}`;

const values = commandLine(usage, {
  minutes: { type: "string", default: "10" },
  seed: { type: "string", default: "20240" },
  ...plantOptions,
});
const minutes = numberOf("minutes", 1, 1440);
const plant = plants.find((name) => values[`plant-${name}`]);
const outcome = await soak(planOf(minutes * 60, { plant, seed: numberOf("seed", 0, 2 ** 31 - 1) }));
console.log(reportOf(outcome));
process.exit(verdictOf(outcome).length === 0 ? 0 : 1);

function numberOf(name: "minutes" | "seed", least: number, most: number): number {
  const number = Number(values[name]);
  if (number >= least && number <= most) return number;
  console.error(`--${name} wants a number from ${least} to ${most}, got ${values[name]}`);
  process.exit(2);
}
