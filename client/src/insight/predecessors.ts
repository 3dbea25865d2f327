import type { WorkerRow } from "../../../server/types.ts";
import { type Ending, type Observation, workerEntries } from "./journal/entries.ts";

/** A worker that has ended. */
export interface Predecessor {
  /** Its last known row. */
  row: WorkerRow;
  /** When it was last seen, in ms. */
  t: number;
  /** How it ended; `null` if that isn't known. */
  how: Ending | "failed" | null;
}

/** The workers that have ended, and the latest observation. */
export interface EndedWorkers {
  /** Newest first; at most {@link MAX_KEPT}. */
  workers: readonly Predecessor[];
  last: Observation | null;
}

/** Before the first observation. */
export const NONE_ENDED: EndedWorkers = { workers: [], last: null };

/** The maximum number of ended workers kept. */
const MAX_KEPT = 500;

/** The ended workers after another observation. */
export function nextEnded({ workers, last }: EndedWorkers, now: Observation): EndedWorkers {
  // Another process, behind a balancer or after a restart, has other workers.
  if (last === null || last.instance !== now.instance) return { workers, last: now };
  const ended = workerEntries(last, now).flatMap((entry): Predecessor[] => {
    if (entry.kind !== "ended") return [];
    const row = last.workers.find(({ id }) => id === entry.worker);
    return row ? [{ row, t: last.t, how: row.failed ? "failed" : entry.how }] : [];
  });
  const failed = last.workers.flatMap((row): Predecessor[] => {
    const isGone = row.failed === true && now.workers.every(({ id }) => id !== row.id);
    return isGone ? [{ row, t: last.t, how: "failed" }] : [];
  });
  if (ended.length + failed.length === 0) return { workers, last: now };
  return { workers: [...ended, ...failed, ...workers].slice(0, MAX_KEPT), last: now };
}

/** Previous workers of an app: first those that failed and are still held, then those that ended. */
export function predecessorsOf(
  { workers, last }: EndedWorkers,
  { app, id }: Pick<WorkerRow, "app" | "id">,
): readonly Predecessor[] {
  const held = (last?.workers ?? []).filter((row) => row.failed && row.app === app);
  const failed = held.map((row): Predecessor => ({ row, t: last?.t ?? 0, how: "failed" }));
  return [...failed, ...workers.filter(({ row }) => row.app === app)].filter(
    ({ row }) => row.id !== id,
  );
}
