import type { StreamEvent } from "../../testing/event-stream.ts";
import { activityShape, type Snapshot, shaped, snapshotShape } from "../conformance/shapes.ts";
import { expectRightPool } from "./consistent.ts";

/**
 * Throws when a client of the feed was sent something wrong, or too little.
 *
 * @param due - Events that were due while it stayed, by the feed's pace.
 */
export function judgeFeed(events: readonly StreamEvent[], due: number): void {
  let last = "";
  let snapshots = 0;
  for (const { event, data } of events) {
    if (event === "activity") shaped(activityShape, JSON.parse(data));
    else {
      last = laterThan(last, shaped(snapshotShape, JSON.parse(data)));
      snapshots++;
    }
  }
  if (snapshots < least(due)) {
    throw new Error(`${snapshots} events where ${due.toFixed(1)} were due`);
  }
}

/**
 * How many must have come. Half is for ticks that a busy machine missed, which are not made up for;
 * two are for those around a reload, a fault and the end. What is sent at once, at first and at a
 * reload, comes on top.
 */
function least(due: number): number {
  return Math.floor(due / 2) - 2;
}

function laterThan(last: string, { pool, timestamp }: Snapshot): string {
  expectRightPool(pool);
  if (timestamp < last) throw new Error(`${timestamp} after ${last}`);
  return timestamp;
}
