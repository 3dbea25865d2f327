import type { Sources } from "./exposition/catalogue.ts";
import type { HistoryFigures } from "./history.ts";
import type { Snapshot } from "./pool/snapshot.ts";
import type { ActivityResponse, WorkerRow } from "./types.ts";

/** The figures of a reading of the JSON. */
export function figuresOfPool({ pool, failed, timestamp }: Snapshot): HistoryFigures {
  return { time: Date.parse(timestamp), ...pool, heldFailures: failed };
}

/** The figures of a reading of `stats`. */
export function figuresOfRows(snapshot: Snapshot, rows: readonly WorkerRow[]): HistoryFigures {
  return { ...figuresOfPool(snapshot), blocked: sumBlocked(rows) };
}

/** The figures of a tick of the feed. */
export function figuresOfActivity(snapshot: Snapshot, activity: ActivityResponse): HistoryFigures {
  const { queueDepth, queueLimit } = activity.ephemeral ?? {};
  return { ...figuresOfPool(snapshot), ...activity, queueDepth, queueLimit };
}

/** The figures of a scrape. Written out, since merging objects takes twice as long. */
export function figuresOfScrape(
  { pool, failed, timestamp }: Snapshot,
  { totals, unaccounted, apps, allApps, process }: Sources,
): HistoryFigures {
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

/** The sum of the known values; `undefined` if none is known. */
function sumBlocked(
  those: readonly { readonly blocked?: number | boolean | undefined }[],
): number | undefined {
  let sum: number | undefined;
  for (const { blocked } of those) {
    if (blocked !== undefined) sum = (sum ?? 0) + Number(blocked);
  }
  return sum;
}
