import type { Orders } from "./child.ts";
import type { Plan } from "./plan.ts";
import type { Run } from "./run.ts";

/** A value at a moment of `performance.now()`. */
interface Point {
  at: number;
  value: number;
}

/** Memory over the run; bytes. */
export interface Memory {
  heap: Point[];
  rss: Point[];
}

/** The outcome of a run. */
export interface Outcome
  extends Pick<Run, "plan" | "seen" | "problems" | "problemCount" | "memory"> {
  /** Feed clients that the plugin still counts when all have disconnected. */
  clientsLeft: number;
  /** Figures of the host's process after the last client has disconnected. */
  settled: ReturnType<Orders["figures"]>;
}

/** Limits of a run. Runs of under three minutes have few samples, and the allocator settles. */
const HEAP_KB_PER_MINUTE = { long: 400, short: 1_500 };
const RSS_KB_PER_MINUTE = { long: 6_000, short: 30_000 };
/** Share of the run, at its beginning, whose memory is ignored: caches fill, code is compiled. */
const WARM_UP = 0.3;

/** Everything that a run must include: without it, nothing is proved about it. */
const MUST_BE_SEEN = [
  ...["json", "stats", "prometheus"].flatMap((what) => [`${what} 200`, `${what} 503`]),
  ...["json", "stats", "prometheus", "feed"].map((what) => `${what} compared with the pool`),
  ...["history with several readings", "table 200", "probe 200", "probe exceeded 503"],
  ...["a protected response 401", "a created key 200"],
  ...["feed 200", "feed paused", "feed event message", "feed event activity"],
  ...["reloads", "reloads of other content", "faults", "timers seen"],
];

/** A sentence for each problem of a run. */
export function verdictOf(outcome: Outcome): string[] {
  const { problems, problemCount, settled, clientsLeft, seen } = outcome;
  const { logLines, pluginTimers, unhandled } = settled;
  const allowed = logLinesAllowed(outcome);
  return [
    ...problems,
    ...(problemCount > problems.length ? [`${problemCount} problems in all`] : []),
    ...unhandled.map((error) => `unhandled ${error}`),
    ...(pluginTimers > 0 ? [`${pluginTimers} timers of the plugin left`] : []),
    ...(clientsLeft > 0 ? [`${clientsLeft} feed clients left`] : []),
    ...tooFast(outcome),
    ...(logLines > allowed ? [`the plugin logged ${logLines} lines, limit ${allowed}`] : []),
    ...MUST_BE_SEEN.filter((kind) => !seen.has(kind)).map((kind) => `the run had no: ${kind}`),
  ];
}

/** The outcome of a run, in words. */
export function reportOf(outcome: Outcome): string {
  const { plan, seen, memory, settled, clientsLeft } = outcome;
  const kinds = [...seen].sort(([a], [b]) => a.localeCompare(b));
  const last = (points: Point[]) => ((points.at(-1)?.value ?? 0) / 1e6).toFixed(1);
  const failures = verdictOf(outcome);
  return [
    `${plan.durationMs / 60_000} minutes`,
    ...kinds.map(([kind, count]) => `  ${kind}: ${count}`),
    `heap ${last(memory.heap)} MB at the end, ${growthOf(plan, memory.heap)} kB a minute`,
    `resident ${last(memory.rss)} MB at the end, ${growthOf(plan, memory.rss)} kB a minute`,
    `left: ${clientsLeft} feed clients, ${settled.pluginTimers} timers of the plugin`,
    `unhandled errors: ${settled.unhandled.length}`,
    `lines logged by the plugin: ${settled.logLines}, limit ${logLinesAllowed(outcome)}`,
    ...(failures.length === 0 ? ["no problems"] : ["FAILED:", ...failures.map((f) => `  ${f}`)]),
  ].join("\n");
}

/** A run of under a minute has too few samples. */
function tooFast({ plan, memory }: Outcome): string[] {
  if (plan.durationMs < 60_000) return [];
  const length = plan.durationMs < 180_000 ? "short" : "long";
  const judge = (what: string, points: Point[], limit: number) => {
    const growth = growthOf(plan, points);
    return growth > limit ? [`${what} grows by ${growth} kB a minute, limit ${limit}`] : [];
  };
  return [
    ...judge("the heap", memory.heap, HEAP_KB_PER_MINUTE[length]),
    ...judge("resident memory", memory.rss, RSS_KB_PER_MINUTE[length]),
  ];
}

/**
 * Growth in kB a minute after the warm-up: the median of the slopes between all pairs (Theil-Sen), which
 * a few outliers do not move. 0 for fewer than two points.
 */
function growthOf({ durationMs }: Plan, points: readonly Point[]): number {
  const from = (points[0]?.at ?? 0) + durationMs * WARM_UP;
  const late = points.filter(({ at }) => at >= from);
  const slopes = late.flatMap((a, index) =>
    late.slice(index + 1).map((b) => (b.value - a.value) / (b.at - a.at)),
  );
  slopes.sort((a, b) => a - b);
  return Math.round((slopes[Math.floor(slopes.length / 2)] ?? 0) * 60);
}

/** The plugin logs a recurring fault once a minute at most. */
const REPORT_MS = 60_000;
/** Faults that recur by themselves: a crossing of the pool's capacity, and readings slow enough to slow the feed. */
const COMING_AND_GOING = 2;
/** The run loads the plugin when its host starts, and again when the pool is put in place. */
const FIRST_LOADS = 2;
/** What one fault can fail: `getMetrics()` and `getWorkerStats()`. */
const PARTS_PER_FAULT = 2;
/** One when it begins and one when it ends. */
const LINES_PER_FAULT = 2;

/** How many lines the plugin may have logged at most: one for each load, and those of recurring faults. */
function logLinesAllowed({ plan, seen }: Outcome): number {
  const count = (kind: string) => seen.get(kind) ?? 0;
  const loads = FIRST_LOADS + count("reloads") + count("reloads of other content");
  const reports = Math.ceil(plan.reloadEveryMs / REPORT_MS);
  const ofFaults = count("faults") * PARTS_PER_FAULT * LINES_PER_FAULT;
  return loads * (1 + COMING_AND_GOING * reports * LINES_PER_FAULT) + ofFaults;
}
