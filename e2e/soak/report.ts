import { growthOf, logLinesAllowed, type Outcome, verdictOf } from "./verdict.ts";

/** The outcome of a run for people. */
export function reportOf(outcome: Outcome): string {
  const { plan, ledger, memory, settled, clientsLeft } = outcome;
  const { heap, rss } = growthOf(outcome);
  const failures = verdictOf(outcome);
  const last = (points: { value: number }[]) => megabytes(points.at(-1)?.value ?? 0);
  return [
    `${plan.durationMs / 60_000} minutes, seed ${plan.seed}`,
    ...Object.entries(ledger.answers).map(([kind, count]) => `  ${kind}: ${count}`),
    `heap ${last(memory.heap)} MB at the end, ${heap} kB a minute`,
    `resident ${last(memory.rss)} MB at the end, ${rss} kB a minute`,
    `left: ${clientsLeft} feed clients, ${settled.pluginTimers} timers of the plugin`,
    `unhandled errors: ${settled.unhandled.length}`,
    `lines logged by the plugin: ${settled.logLines}, limit ${logLinesAllowed(outcome)}`,
    ...(failures.length === 0 ? ["all well"] : ["FAILED:", ...failures.map((f) => `  ${f}`)]),
  ].join("\n");
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
