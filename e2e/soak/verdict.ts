import type { Ledger } from "./ledger.ts";
import { LIMITS } from "./limits.ts";
import type { Memory } from "./memory.ts";
import type { Figures } from "./messages.ts";
import type { Plan } from "./plan.ts";
import { type Point, slopePerMinute } from "./slope.ts";

/** What a run has come to. */
export interface Outcome {
  plan: Plan;
  ledger: Ledger;
  memory: Memory;
  /** Feed clients that the plugin still counts when all have gone. */
  clientsLeft: number;
  /** After the last client has gone. */
  settled: Figures;
}

/** How fast the heap and the resident memory grew, in kB a minute, after the warm-up. */
export function growthOf({ plan, memory }: Pick<Outcome, "plan" | "memory">): {
  heap: number;
  rss: number;
} {
  const kB = (points: Point[]) => Math.round(slopePerMinute(afterWarmUp(plan, points)) / 1000);
  return { heap: kB(memory.heap), rss: kB(memory.rss) };
}

/** A sentence for everything that a run must not show; none when it went well. */
export function verdictOf(outcome: Outcome): string[] {
  const { ledger, settled, clientsLeft } = outcome;
  return [
    ...ledger.problems,
    ...(ledger.problemCount > ledger.problems.length ? [`${ledger.problemCount} in all`] : []),
    ...settled.unhandled.map((error) => `unhandled ${error}`),
    ...(settled.pluginTimers > 0 ? [`${settled.pluginTimers} timers of the plugin left`] : []),
    ...(clientsLeft > 0 ? [`${clientsLeft} feed clients left`] : []),
    ...tooFast(outcome),
    ...tooTalkative(outcome),
    ...untouched(outcome),
  ];
}

/** The few samples of a run of under a minute say nothing of its growth. */
function tooFast({ plan, memory }: Outcome): string[] {
  if (plan.durationMs < 60_000) return [];
  const { heap, rss } = growthOf({ plan, memory });
  const short = plan.durationMs < 180_000;
  const heapLimit = short ? LIMITS.heapKbPerMinuteShort : LIMITS.heapKbPerMinute;
  const rssLimit = short ? LIMITS.rssKbPerMinuteShort : LIMITS.rssKbPerMinute;
  return [
    ...(heap > heapLimit ? [`the heap grows by ${heap} kB a minute, limit ${heapLimit}`] : []),
    ...(rss > rssLimit ? [`resident memory grows by ${rss} kB a minute, limit ${rssLimit}`] : []),
  ];
}

function tooTalkative(outcome: Outcome): string[] {
  const { logLines } = outcome.settled;
  const limit = logLinesAllowed(outcome);
  return logLines > limit ? [`the plugin logged ${logLines} lines, limit ${limit}`] : [];
}

/** The plugin reports what comes and goes, such as a crossing of the pool's capacity, once a minute at most. */
const QUIET_MS = 60_000;
/** The run loads the plugin when its host starts, and again when the pool is put in place. */
const FIRST_LOADS = 2;
/** What one injected fault can fail: `getMetrics()` and `getWorkerStats()`. */
const PARTS_PER_FAULT = 2;
/** That something went wrong, and that it is well again. */
const LINES_PER_FAULT = 2;

/** How many lines the plugin may have logged at most: one a load, and those of what comes and goes. */
export function logLinesAllowed({ plan, ledger }: Pick<Outcome, "plan" | "ledger">): number {
  const loads = FIRST_LOADS + ledger.count("reloads");
  const reports = Math.ceil(plan.reloadEveryMs / QUIET_MS);
  const ofFaults = ledger.count("faults") * PARTS_PER_FAULT * LINES_PER_FAULT;
  return loads * (1 + reports * LINES_PER_FAULT) + ofFaults;
}

/** A run that never came to something proves nothing of it. */
function untouched({ ledger }: Outcome): string[] {
  const wanted = ["prometheus 200", "prometheus 503", "json 200", "json 503", "stats 200"];
  const also = [
    "stats 503",
    "feed 200",
    "feed asleep",
    "feed event activity",
    "reloads",
    "reloads of another content",
    "faults",
    "timers seen",
    ...["json", "stats", "prometheus", "feed"].map((what) => `${what} beside the pool`),
  ];
  return [...wanted, ...also]
    .filter((kind) => ledger.count(kind) === 0)
    .map((kind) => `the run never came to: ${kind}`);
}

function afterWarmUp({ durationMs }: Plan, points: Point[]): Point[] {
  const from = (points[0]?.at ?? 0) + durationMs * LIMITS.warmUpShare;
  return points.filter(({ at }) => at >= from);
}
