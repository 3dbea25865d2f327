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

export type PolicyName = keyof typeof POLICIES;

const runs = new Map<string, Run>();

/** A load with a policy; runs once in a process. */
export function runOf(load: LoadName, policy: PolicyName, variation: Variation = {}): Run {
  const key = JSON.stringify([load, policy, variation]);
  const run = runs.get(key) ?? simulate(scenario(load, variation), POLICIES[policy]);
  runs.set(key, run);
  return run;
}

/** Pods that the busy workers of a load need, with nothing known but its rate. */
export function neededAt(load: LoadName, at: number): number {
  const busy = LOADS[load].rate(at) * busySeconds(load);
  const [{ target }] = shipped.triggers as [Policy["triggers"][number]];
  return Math.min(shipped.behavior.max, Math.max(shipped.behavior.min, Math.ceil(busy / target)));
}

/** Seconds that a request keeps a worker busy, on average over the apps. */
function busySeconds(load: LoadName): number {
  return scenario(load).apps.reduce((sum, { share, seconds }) => sum + share * seconds, 0);
}
