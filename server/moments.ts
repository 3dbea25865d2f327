import type { Sources } from "./exposition/catalogue.ts";
import type { MomentFigures } from "./history.ts";
import type { Snapshot } from "./pool/snapshot.ts";
import type { ActivityResponse, WorkerRow } from "./types.ts";

/** What any reader knows of its moment. */
export function momentOfPool({ pool, failed, timestamp }: Snapshot): MomentFigures {
  return { time: Date.parse(timestamp), ...pool, heldFailures: failed };
}

/** What a reader of the workers' rows knows. */
export function momentOfRows(snapshot: Snapshot, rows: readonly WorkerRow[]): MomentFigures {
  return { ...momentOfPool(snapshot), blocked: sumBlocked(rows) };
}

/** What a tick of the feed knows. */
export function momentOfActivity(snapshot: Snapshot, activity: ActivityResponse): MomentFigures {
  const { queueDepth, queueLimit } = activity.ephemeral ?? {};
  return { ...momentOfPool(snapshot), ...activity, queueDepth, queueLimit };
}

/** What a scrape knows. Mostly written out: copies of copies would take twice as long. */
export function momentOfScrape(
  { pool, failed, timestamp }: Snapshot,
  { totals, unaccounted, apps, allApps, process }: Sources,
): MomentFigures {
  const counts = apps && allApps;
  return {
    ...pool,
    ...totals,
    time: Date.parse(timestamp),
    heldFailures: failed,
    blocked: apps && sumBlocked(apps),
    queueDepth: totals?.ephemeral?.queueDepth,
    queueLimit: totals?.ephemeral?.queueLimit,
    unaccounted,
    servedRequests: counts?.requests,
    succeededRequests: counts?.successes,
    errors: counts?.errors,
    responseSeconds: counts?.responseSeconds,
    workerCpuSeconds: counts?.cpuSeconds,
    processCpuSeconds: process.cpu,
    processResidentBytes: process.residentMemory,
  };
}

/** Of those of which it is known; `undefined` if it is of none. */
function sumBlocked(
  those: readonly { readonly blocked?: number | boolean | undefined }[],
): number | undefined {
  let sum: number | undefined;
  for (const { blocked } of those) {
    if (blocked !== undefined) sum = (sum ?? 0) + Number(blocked);
  }
  return sum;
}
