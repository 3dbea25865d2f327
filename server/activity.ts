import type { AppCounts } from "./counters/app-counts.ts";
import type { AppLabels } from "./exposition/app-labels.ts";
import { INSTANCE } from "./instance.ts";
import type { Snapshot } from "./pool/snapshot.ts";
import { optional } from "./pool/values.ts";
import type { ActivityResponse } from "./types.ts";

/**
 * The data of the feed's event `activity`; `undefined` if the pool's totals can't be read.
 *
 * @param apps - Counts the apps of this snapshot.
 */
export function activityOf(snapshot: Snapshot, apps: AppLabels): ActivityResponse | undefined {
  try {
    const totals = snapshot.totals();
    if (Object.keys(totals).length === 0) return undefined;
    const { failed, timestamp } = snapshot;
    return {
      ...totals,
      ...activityOfApps(snapshot, apps),
      ...optional("heldFailures", failed),
      instance: INSTANCE,
      timestamp,
    };
  } catch {
    return undefined;
  }
}

/** Needs the workers' rows as well as the totals; without them the totals are still reported. */
function activityOfApps(snapshot: Snapshot, apps: AppLabels): Partial<ActivityResponse> {
  try {
    const figures = snapshot.apps();
    apps.group(snapshot.workers(), figures, snapshot.figuresOf);
    return {
      ...optional("unaccounted", snapshot.unaccounted()),
      ...countsOfApps(apps.all),
    };
  } catch {
    return {};
  }
}

/** The counts of all apps, under their names in `activity`. */
function countsOfApps({
  requests,
  successes,
  errors,
  responseSeconds,
}: AppCounts): Partial<ActivityResponse> {
  return {
    servedRequests: requests,
    succeededRequests: successes,
    ...optional("errors", errors),
    ...optional("responseSeconds", responseSeconds),
  };
}
