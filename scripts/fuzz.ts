// `bun run fuzz`: the property tests, with more runs than in the check.
import { commandLine, wholeNumber } from "./command-line.ts";
import { fuzzFiles } from "./fuzz/files.ts";
import { root } from "./root.ts";

const usage = `Usage: bun run fuzz [options]

  --times <n>  how many times the runs of the check, from 1 to 10000 (10)
  --seed <n>   where the generated input begins (7, as in the check)`;

const { times, seed } = commandLine(
  usage,
  { times: { type: "string", default: "10" }, seed: { type: "string", default: "7" } },
  (values) => ({
    times: wholeNumber("--times", values.times, 1, 10_000),
    seed: wholeNumber("--seed", values.seed, 1, 999_999_999),
  }),
);
const env = {
  ...process.env,
  FUZZ_TIMES: String(times),
  FUZZ_SEED: String(seed),
};
const HOUR_MS = 3_600_000;
const files = fuzzFiles(root).map((file) => `./${file}`);
const command = ["test", "--parallel", `--timeout=${HOUR_MS}`, ...files];
const child = Bun.spawn([process.execPath, ...command], {
  cwd: root,
  env,
  stdio: ["ignore", "inherit", "inherit"],
});
process.exit(await child.exited);
