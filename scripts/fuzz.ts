// `bun run fuzz`: the property tests, with more runs than in the check.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine, wholeNumber } from "./command-line.ts";
import { root } from "./root.ts";

const usage = `Usage: bun run fuzz [options]

  --times <n>  multiplies the number of runs in the check, from 1 to 10000 (10)
  --seed <n>   seed of the generated input (7, as in the check)`;

if (import.meta.main) {
  const options = {
    times: { type: "string", default: "10" },
    seed: { type: "string", default: "7" },
  } as const;
  const { times, seed } = commandLine(usage, options, (values) => ({
    times: wholeNumber("--times", values.times, 1, 10_000),
    seed: wholeNumber("--seed", values.seed, 1, 999_999_999),
  }));
  const files = testFilesWith('/testing/fuzz.ts"').map((file) => `./${file}`);
  const { exitCode } = Bun.spawnSync([process.execPath, "test", "--parallel", ...files], {
    cwd: root,
    env: { ...process.env, FUZZ_TIMES: String(times), FUZZ_SEED: String(seed) },
    stdio: ["ignore", "inherit", "inherit"],
  });
  process.exit(exitCode);
}

/** The test files that contain a text, relative to the repository. */
export function testFilesWith(text: string): string[] {
  const files = [...new Bun.Glob("{client,e2e,server}/**/*.test.{ts,tsx}").scanSync({ cwd: root })];
  return files.filter((file) => readFileSync(join(root, file), "utf8").includes(text)).sort();
}
