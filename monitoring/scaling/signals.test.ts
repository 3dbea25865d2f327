import { expect, test } from "bun:test";
import { join } from "node:path";
import { stringify } from "yaml";
import { root } from "../../scripts/root.ts";
import { ensurePrometheus } from "../../scripts/tools/monitoring.ts";
import { makeTempFolder } from "../../testing/temp-folder.ts";
import { shippedPolicy } from "./advice.ts";
import { type Run, simulate } from "./fleet.ts";
import { scenario } from "./loads.ts";
import type { Reading } from "./pool.ts";
import { type PodSeries, SIGNALS, type Signal, STEP } from "./signals.ts";

/** Pods come and go in it. */
const MINUTES = 70;

const FAMILIES: Record<string, keyof Reading> = {
  buntime_apps_response_time_seconds_sum: "responseSeconds",
  buntime_pool_requests_total: "requests",
  buntime_pool_evictions_total: "evictions",
  buntime_pool_active: "active",
  buntime_pool_size: "size",
  buntime_pool_ephemeral_queue_depth: "queueDepth",
};

/** The expressions that autoscalers and the model ask for. */
const EXPRESSIONS: Record<Signal, string> = {
  "instance:buntime_pool_busy_workers:rate5m": "sum(instance:buntime_pool_busy_workers:rate5m)",
  "instance:buntime_pool_evictions_per_request:ratio_rate5m":
    "avg(instance:buntime_pool_evictions_per_request:ratio_rate5m)",
  "job:buntime_pool_utilization:ratio": "sum(job:buntime_pool_utilization:ratio)",
  buntime_pool_ephemeral_queue_depth: "sum(avg_over_time(buntime_pool_ephemeral_queue_depth[2m]))",
};

/** A pod's series, from the first step on; stale once it has gone. */
function inputOf({ begin, readings }: PodSeries, instance: number) {
  return Object.entries(FAMILIES).map(([name, figure]) => {
    const labels = `instance="${instance}",job="buntime"`;
    const series = `${name}{${labels}}`;
    const values = readings.map((reading) => String(reading[figure]));
    return { series, values: [...Array(begin).fill("_"), ...values, "stale"].join(" ") };
  });
}

/** The unit test of the recording rules that wants what the model has found. */
function unitTest({ pods, moments }: Run) {
  const steps = moments.map((_, i) => i + 1).filter((step) => step % 7 === 0);
  const wanted = steps.flatMap((step) =>
    (Object.keys(SIGNALS) as Signal[]).map((signal) => ({
      expr: `round(${EXPRESSIONS[signal]}, 0.001)`,
      eval_time: `${step * STEP}s`,
      exp_samples: [{ labels: "{}", value: Number(SIGNALS[signal](pods, step).toFixed(3)) }],
    })),
  );
  return {
    rule_files: [join(root, "monitoring/prometheus/recording.yml")],
    evaluation_interval: `${STEP}s`,
    tests: [
      { interval: `${STEP}s`, input_series: pods.flatMap(inputOf), promql_expr_test: wanted },
    ],
  };
}

test("Prometheus, given a run's readings and the kit's recording rules, computes what the model decides by", async () => {
  const run = simulate({ ...scenario("bursty"), duration: MINUTES * 60 }, await shippedPolicy());
  expect(run.pods.length).toBeGreaterThan(3);
  expect(
    run.pods.filter(({ begin, readings }) => begin + readings.length <= run.moments.length).length,
  ).toBeGreaterThan(0);
  await using folder = await makeTempFolder();
  const file = await folder.write("model.test.yml", stringify(unitTest(run)));
  const { promtool } = await ensurePrometheus();
  const child = Bun.spawn([promtool, "test", "rules", file], { stdout: "pipe", stderr: "pipe" });
  const printed =
    (await new Response(child.stdout).text()) + (await new Response(child.stderr).text());
  expect(printed).toContain("SUCCESS");
});
