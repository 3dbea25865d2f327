// `bun run soak [--minutes 10] [--plant-leak] [--seed n]`
import { parseArgs } from "node:util";
import { planOf } from "./plan.ts";
import { reportOf } from "./report.ts";
import { soak } from "./soak.ts";
import { verdictOf } from "./verdict.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    seed: { type: "string", default: "20240" },
    "plant-leak": { type: "boolean", default: false },
  },
});
const minutes = Number(values.minutes);
if (!(minutes >= 1 && minutes <= 1440)) {
  console.error(`--minutes wants a number from 1 to 1440, got ${values.minutes}`);
  process.exit(2);
}
const changes = { plantLeak: values["plant-leak"], seed: Number(values.seed) };
const outcome = await soak(planOf(minutes * 60, changes));
console.log(reportOf(outcome));
process.exit(verdictOf(outcome).length === 0 ? 0 : 1);
