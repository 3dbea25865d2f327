import { type Entry, isGap } from "../data/feed/samples.ts";
import type { ActivitySample } from "../data/feed/state.ts";
import type { Reading } from "../data/stats/tracks.ts";
import { isContinued } from "./activityWindow.ts";

/** The processes that respond to the page. */
export interface Processes {
  /** When a new process was first seen in place of another, in ms; none behind a balancer. */
  restarts: readonly number[];
  /** How many answer side by side: more than one behind a balancer. */
  instances: number;
}

/** A response, and the process that it came from if it says so. */
type Response = Pick<Reading, "t" | "instance">;

/**
 * Tells restarts, after which a process never comes back, from several hosts that take turns: a stream may
 * stay at one of them while requests reach the others.
 */
export function processesOf(
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

/** How many processes respond again after another one did; 1 if none does. */
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
