import { type PoolTotals, type Snapshot, unaccounted } from "./pool/snapshot.ts";
import { optional } from "./pool/values.ts";
import type { ActivityResponse } from "./types.ts";

/** The data of the feed's event `activity`, or `undefined` when the pool tells nothing of it now. */
export function activityOf(snapshot: Snapshot): ActivityResponse | undefined {
  try {
    const totals = snapshot.totals();
    if (Object.keys(totals).length === 0) return undefined;
    const { failed, timestamp } = snapshot;
    return {
      ...totals,
      ...unaccountedOf(snapshot, totals),
      ...optional("heldFailures", failed),
      timestamp,
    };
  } catch {
    return undefined;
  }
}

/** Needs the workers' rows as well as the totals; without them the totals are still told. */
function unaccountedOf(snapshot: Snapshot, totals: PoolTotals): { unaccounted?: number } {
  try {
    return optional("unaccounted", unaccounted(snapshot, totals, snapshot.apps()));
  } catch {
    return {};
  }
}
