import type { FaultLog } from "../faults.ts";
import { MAX_CLIENTS } from "./feed.ts";

/** Callbacks for the feed: they log when it is full or slowed down, and when that ends. */
export function feedReports(faults: FaultLog) {
  return {
    onFull: (isFull: boolean) =>
      faults.report(
        "the live feed",
        isFull ? `it has ${MAX_CLIENTS} clients and refuses new ones` : undefined,
      ),
    onPace: (gap: number | undefined) =>
      faults.report(
        "the live feed's pace",
        gap === undefined
          ? undefined
          : `the pool is slow to read, so the next event comes after ${(gap / 1000).toFixed(1)} s`,
      ),
  };
}
