import type { Run } from "./fleet.ts";
import { LOADS, type LoadName, type Variation } from "./loads.ts";
import { type PolicyName, runOf } from "./results.ts";

/** The loads of the picture. */
const PICTURED = (Object.keys(LOADS) as LoadName[]).map((load) => [load, {}, load] as const);

/** What differs from it, and what it shows. */
const FURTHER: readonly (readonly [LoadName, Variation, string])[] = [
  ["steady", { skew: 1 }, "steady, most requests to few apps"],
  ["steady", { apps: 300 }, "steady, 300 apps"],
  ["steady", { apps: 300, balance: "app" }, "steady, 300 apps, each kept on one pod"],
  ["bursty", { ephemeral: 0.5 }, "bursts, half of the requests with `ttl: 0`"],
  ["steady", { cpu: 0.15, seconds: 0.5 }, "steady, short requests that compute"],
];

/** The results of the model, in docs/scaling.md. */
export function scalingTable(): string {
  const policies: PolicyName[] = ["shipped", "utilization", "evictions"];
  const rows = [...PICTURED, ...FURTHER].map(([load, variation, name]) => {
    const runs = policies.map((policy) => runOf(load, policy, variation));
    const [shipped] = runs as [Run];
    return `| ${[name, ...runs.map(podsOf), coldStarts(shipped), refused(shipped)].join(" | ")} |`;
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

const percent = (part: number, of: number) => `${((100 * part) / of).toFixed(1)} %`;
const coldStarts = ({ coldStarts, requests }: Run) => percent(coldStarts, requests);
const refused = ({ refused, requests }: Run) => percent(refused, requests);
