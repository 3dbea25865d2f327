import { known } from "./pool/reading.ts";
import type { Snapshot } from "./snapshot.ts";
import type { ActivityResponse } from "./types.ts";

/** The data of the feed's event `activity`, or `undefined` when the pool tells nothing of it now. */
export function activityOf(snapshot: Snapshot): ActivityResponse | undefined {
  try {
    const totals = snapshot.totals();
    if (Object.keys(totals).length === 0) return undefined;
    const { failed, timestamp } = snapshot;
    return { ...totals, ...unaccountedOf(snapshot), ...known("heldFailures", failed), timestamp };
  } catch {
    return undefined;
  }
}

/** Needs the workers' rows as well as the totals; without them the totals are still told. */
function unaccountedOf(snapshot: Snapshot): { unaccounted?: number } {
  try {
    return known("unaccounted", snapshot.unaccounted());
  } catch {
    return {};
  }
}
