import { type Entry, isGap } from "../data/feed/samples.ts";
import type { ActivitySample } from "../data/feed/state.ts";
import { isContinued } from "./activityWindow.ts";

/** The processes that the samples come from. */
export interface Processes {
  /** When a new process was first seen in place of another, in ms; none behind a balancer. */
  restarts: readonly number[];
  /** How many answer side by side: more than one behind a balancer. */
  instances: number;
}

/** Tells restarts, after which a process never comes back, from several hosts that take turns. */
export function processesOf(activity: readonly Entry<ActivitySample>[]): Processes {
  const samples = activity.filter((entry): entry is ActivitySample => !isGap(entry));
  const seen = new Set<string | undefined>();
  const sideBySide = new Set<string | undefined>();
  const restarts: number[] = [];
  samples.forEach((sample, index) => {
    const before = samples[index - 1];
    const isNew = !seen.has(sample.instance);
    seen.add(sample.instance);
    if (before === undefined || isContinued(before, sample)) return;
    const returns = !isNew && before.instance !== sample.instance;
    if (returns) sideBySide.add(sample.instance).add(before.instance);
    else restarts.push(sample.t);
  });
  const instances = Math.max(sideBySide.size, 1);
  return { restarts: instances > 1 ? [] : restarts, instances };
}
