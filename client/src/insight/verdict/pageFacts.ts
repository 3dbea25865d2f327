import { type Entry, isGap } from "../../data/feed/samples.ts";
import type { ActivitySample } from "../../data/feed/state.ts";
import type { Reading } from "../../data/stats/tracks.ts";
import { isContinued } from "../activityWindow.ts";
import { type Evidence, type Fact, fact } from "./fact.ts";
import { ALERTS, MINUTE_MS, OWN } from "./thresholds.ts";

/** Facts about the process and the connection to it. */
export function pageFacts(evidence: Evidence): Fact[] {
  const { activity, readings, now } = evidence;
  const { restarts, instances } = processesOf(activity, readings);
  const loop = ALERTS.BuntimeRestartLoop;
  const recent = restarts.filter((t) => now - t <= loop.minutes * MINUTE_MS).length;
  return [
    connection(evidence),
    recent > loop.restarts
      ? fact("warning", 1, { kind: "restartLoop", restarts: recent, seconds: loop.minutes * 60 })
      : started(evidence, restarts.length > 0 ? "restarted" : "started"),
    instances > 1 ? fact("info", 0, { kind: "instances", count: instances }) : null,
    clockSkew(evidence),
  ].filter((found) => found !== null);
}

function connection({ connection: { phase, error } }: Evidence): Fact | null {
  // While polling, only the stream is refused.
  if (error?.kind === "unavailable" && phase !== "polling")
    return fact("critical", 1, { kind: "unreadable" });
  if (error?.kind === "busy") return fact("warning", 0, { kind: "feedFull" });
  // A refused stream has its own notice.
  return phase === "polling" && error === null ? fact("info", 0, { kind: "polling" }) : null;
}

/** `restarted` if the page has seen the previous process. */
function started({ startedAt, now }: Evidence, kind: "started" | "restarted"): Fact | null {
  if (startedAt === null || now - startedAt > ALERTS.BuntimeRestart.minutes * MINUTE_MS)
    return null;
  return fact("info", 0, { kind }, { since: startedAt });
}

/** Taken from the sample of the last minute with the least delay. */
function clockSkew({ activity, now }: Evidence): Fact | null {
  const ahead = activity.flatMap((entry) =>
    isGap(entry) || now - entry.t > MINUTE_MS ? [] : [Date.parse(entry.timestamp) - entry.t],
  );
  const aheadMs = Math.max(...ahead);
  if (!Number.isFinite(aheadMs) || Math.abs(aheadMs) <= OWN.skewMs) return null;
  return fact("info", 0, { kind: "clockSkew", aheadMs });
}

/** The processes that respond to this page. */
interface Processes {
  /** When a process was first seen in place of another, in ms; none behind a balancer. */
  restarts: readonly number[];
  /** How many respond side by side: more than one behind a balancer. */
  instances: number;
}

/** A response, and the instance that it came from, if it says so. */
type Response = Pick<Reading, "t" | "instance">;

/**
 * Distinguishes restarts, after which the old process never responds again, from several hosts behind a
 * balancer: the stream may stay with one of them while requests reach the others.
 */
function processesOf(
  activity: readonly Entry<ActivitySample>[],
  readings: readonly Response[],
): Processes {
  const samples = activity.filter((entry): entry is ActivitySample => !isGap(entry));
  const instances = countSideBySide([...samples, ...readings]);
  if (instances > 1) return { restarts: [], instances };
  const restarts = samples.filter((sample, index) => {
    const before = samples[index - 1];
    return before !== undefined && !isContinued(before, sample);
  });
  return { restarts: restarts.map(({ t }) => t), instances };
}

/** How many processes respond again after another one has; 1 if none does. */
function countSideBySide(responses: readonly Response[]): number {
  const named = responses.filter(({ instance }) => instance !== undefined);
  if (named.every(({ instance }) => instance === named[0]?.instance)) return 1;
  const seen = new Set<string | undefined>();
  const sideBySide = new Set<string | undefined>();
  let latest: string | undefined;
  for (const { instance } of named.toSorted((a, b) => a.t - b.t)) {
    if (instance !== latest && seen.has(instance)) sideBySide.add(instance).add(latest);
    seen.add(instance);
    latest = instance;
  }
  return Math.max(sideBySide.size, 1);
}
