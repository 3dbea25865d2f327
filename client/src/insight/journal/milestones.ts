import { type Entry, isGap } from "../../data/feed/samples.ts";
import { type ActivitySample, START_SLACK_MS } from "../../data/feed/state.ts";
import type { JournalEntry } from "./entries.ts";

/** An event that is marked in the charts. */
export interface Milestone {
  /** In ms of the page's clock. */
  t: number;
  kind: "restarted" | "failed" | "version";
  /** The app that it is about; `null` if it is about the process, or isn't known. */
  app: string | null;
}

/**
 * Starts of processes, failures of workers and new versions, oldest first: from the journal, and before it
 * from the server's history, which counts failures but not by app.
 *
 * @param startedAt - When the present process began, in ms; `null` if it isn't known.
 * @param since - When the journal begins, in ms; `null` before its first observation.
 */
export function milestonesOf(
  entries: readonly JournalEntry[],
  activity: readonly Entry<ActivitySample>[],
  startedAt: number | null,
  since: number | null,
): Milestone[] {
  const seen = entries.flatMap((entry): Milestone[] => {
    const { kind, t } = entry;
    if (kind !== "restarted" && kind !== "failed" && kind !== "version") return [];
    return [{ t, kind, app: "app" in entry ? entry.app : null }];
  });
  const isStartSeen = seen.some(
    ({ kind, t }) => kind === "restarted" && Math.abs(t - (startedAt ?? 0)) < START_SLACK_MS,
  );
  const start: Milestone[] =
    startedAt === null || isStartSeen ? [] : [{ t: startedAt, kind: "restarted", app: null }];
  const earlier = failuresIn(activity).filter(({ t }) => t < (since ?? Number.POSITIVE_INFINITY));
  return [...seen, ...start, ...earlier].sort((a, b) => a.t - b.t);
}

/** Samples with more failed workers than the one before. */
function failuresIn(activity: readonly Entry<ActivitySample>[]): Milestone[] {
  const failures: Milestone[] = [];
  let before: ActivitySample | undefined;
  for (const entry of activity) {
    if (isGap(entry)) continue;
    const grown = (entry.heldFailures ?? 0) > (before?.heldFailures ?? Number.POSITIVE_INFINITY);
    if (grown && before?.instance === entry.instance) {
      failures.push({ t: entry.t, kind: "failed", app: null });
    }
    before = entry;
  }
  return failures;
}
