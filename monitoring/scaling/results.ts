import { type Policy, policyBy, shippedPolicy } from "./advice.ts";
import { type Run, simulate } from "./fleet.ts";
import { LOADS, type LoadName, scenario, type Variation } from "./loads.ts";

const shipped = await shippedPolicy();

/** What scales the fleets that are compared. */
export const POLICIES = {
  /** The kit's own: busy workers, the queue, CPU. */
  shipped,
  utilization: policyBy("job:buntime_pool_utilization:ratio", 0.7, shipped),
  evictions: policyBy("instance:buntime_pool_evictions_per_request:ratio_rate5m", 0.05, shipped),
} satisfies Record<string, Policy>;

type PolicyName = keyof typeof POLICIES;

/** The rows of the table: a load, what differs from it, and a name. */
const ROWS: readonly (readonly [LoadName, Variation, string])[] = [
  ...(Object.keys(LOADS) as LoadName[]).map((load) => [load, {}, load] as const),
  ["steady", { skew: 1 }, "steady, most requests to few apps"],
  ["steady", { apps: 300 }, "steady, 300 apps"],
  ["steady", { apps: 300, balance: "app" }, "steady, 300 apps, each kept on one pod"],
  ["bursty", { ephemeral: 0.5 }, "bursts, half of the requests with `ttl: 0`"],
  ["steady", { cpu: 0.15, seconds: 0.5 }, "steady, short requests that compute"],
];

const runs = new Map<string, Run>();

/** A load with a policy; runs once in a process. */
export function runOf(load: LoadName, policy: PolicyName, variation: Variation = {}): Run {
  const key = JSON.stringify([load, policy, variation]);
  const run = runs.get(key) ?? simulate(scenario(load, variation), POLICIES[policy]);
  runs.set(key, run);
  return run;
}

/** The results of the model, in docs/scaling.md. */
export function scalingTable(): string {
  const policies: PolicyName[] = ["shipped", "utilization", "evictions"];
  const rows = ROWS.map(([load, variation, name]) => {
    const all = policies.map((policy) => runOf(load, policy, variation));
    const { coldStarts, refused, requests } = runOf(load, "shipped", variation);
    const shares = [coldStarts, refused].map((part) => `${((100 * part) / requests).toFixed(1)} %`);
    return `| ${[name, ...all.map(podsOf), ...shares].join(" | ")} |`;
  });
  return [
    "| load | the kit's | by utilization | by evictions | cold starts | refused |",
    "|---|--:|--:|--:|--:|--:|",
    ...rows,
  ].join("\n");
}

/** Lowest to highest after the first half hour, and the mean. */
function podsOf({ moments }: Run): string {
  const pods = moments.filter(({ at }) => at > 1_800).map((moment) => moment.pods);
  const [low, high] = [Math.min(...pods), Math.max(...pods)];
  const mean = pods.reduce((sum, count) => sum + count, 0) / pods.length;
  return low === high ? String(low) : `${low} to ${high}, ${mean.toFixed(1)}`;
}
