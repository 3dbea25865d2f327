import { countsOfApps } from "./activity.ts";
import type { AppCounts } from "./counters/app-counts.ts";
import type { AppGroup } from "./exposition/app-group.ts";
import type { Sources } from "./exposition/catalogue.ts";
import type { MomentFigures } from "./history.ts";
import type { Snapshot } from "./pool/snapshot.ts";
import type { PoolTotals } from "./pool/totals.ts";
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
  return { ...momentOfPool(snapshot), ...activity, ...queueOf(activity) };
}

/** What a scrape knows. */
export function momentOfScrape(
  snapshot: Snapshot,
  { totals, unaccounted, apps, allApps, process }: Sources,
): MomentFigures {
  return {
    ...momentOfPool(snapshot),
    ...totals,
    ...queueOf(totals),
    ...(apps && allApps && momentOfApps(apps, allApps)),
    unaccounted,
    processCpuSeconds: process.cpu,
    processResidentBytes: process.residentMemory,
  };
}

function momentOfApps(apps: readonly AppGroup[], counts: AppCounts) {
  const present = apps.filter(({ isPresent }) => isPresent);
  return {
    ...countsOfApps(counts),
    blocked: sumBlocked(present.map(({ figures }) => figures)),
    workerCpuSeconds: counts.cpuSeconds,
  };
}

function queueOf(totals: Pick<PoolTotals, "ephemeral"> = {}) {
  const { queueDepth, queueLimit } = totals.ephemeral ?? {};
  return { queueDepth, queueLimit };
}

/** Of those that are known; `undefined` if none is. */
function sumBlocked(
  those: readonly { blocked?: number | boolean | undefined }[],
): number | undefined {
  let sum: number | undefined;
  for (const { blocked } of those) {
    if (blocked !== undefined) sum = (sum ?? 0) + Number(blocked);
  }
  return sum;
}
