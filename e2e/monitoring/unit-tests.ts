import { join } from "node:path";
import { parse, stringify } from "yaml";
import { KIT } from "./stack/kit.ts";

interface UnitTests {
  rule_files: string[];
  tests: {
    input_series: { series: string; values: string }[];
    promql_expr_test: { eval_time: string }[];
  }[];
}

/**
 * A file of unit tests with a sample every 15 s instead of every minute. Histories of six hours are left out: they take as
 * long as all others.
 */
export async function withSamplesEvery15s(name: string): Promise<string> {
  const text = await Bun.file(join(KIT, "prometheus", name)).text();
  const { rule_files, tests, ...rest }: UnitTests = parse(text, { maxAliasCount: -1 });
  const short = tests.filter(({ promql_expr_test: moments }) =>
    moments.every(({ eval_time }) => Number.parseInt(eval_time, 10) < 300),
  );
  return stringify({
    ...rest,
    rule_files: rule_files.map((file) => join(KIT, "prometheus", file)),
    tests: short.map(({ input_series, ...test }) => ({
      ...test,
      interval: "15s",
      input_series: input_series.map(({ series, values }) => ({
        series,
        values: values.split(" ").map(quartered).join(" "),
      })),
    })),
  });
}

/** A part of promtool's notation for samples: what rises does so in between, and all else stays until the next part. */
function quartered(part: string): string {
  const [, first, step = 0, times = 0] = /^([\d.]+)(?:\+([\d.]+)x(\d+))?$/.exec(part) ?? [];
  if (first === undefined) return part === "stale" ? "stale _x3" : `_x${4 * Number(part.slice(2))}`;
  const [rise, count] = [Number(step) / 4, 4 * Number(times)];
  // Added up as promtool does: a last value that is lower by a rounding error would be a reset.
  let last = Number(first);
  for (let i = 0; i < count; i++) last += rise;
  return `${first}+${rise}x${count} ${last}+0x2`;
}
