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
  return { ...momentOfPool(snapshot), blocked: sumBlocked(rows, ({ blocked }) => blocked) };
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
  const { requests, successes, errors, responseSeconds, cpuSeconds } = counts;
  return {
    ...{ servedRequests: requests, succeededRequests: successes, errors, responseSeconds },
    blocked: sumBlocked(apps, ({ isPresent, figures }) =>
      isPresent ? figures.blocked : undefined,
    ),
    workerCpuSeconds: cpuSeconds,
  };
}

function queueOf(totals: Pick<PoolTotals, "ephemeral"> = {}) {
  const { queueDepth, queueLimit } = totals.ephemeral ?? {};
  return { queueDepth, queueLimit };
}

/** Of those of which it is known; `undefined` if it is of none. */
function sumBlocked<T>(
  those: readonly T[],
  blockedOf: (one: T) => number | boolean | undefined,
): number | undefined {
  let sum: number | undefined;
  for (const one of those) {
    const blocked = blockedOf(one);
    if (blocked !== undefined) sum = (sum ?? 0) + Number(blocked);
  }
  return sum;
}
