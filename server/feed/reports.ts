import type { FaultLog } from "../faults.ts";
import { MAX_CLIENTS } from "./feed.ts";

/** What a feed calls when it fills up or slows down, and when that ends: the log then says so. */
export function reportsTo(faults: FaultLog) {
  return {
    onFull: (isFull: boolean) =>
      faults.report(
        "the live feed",
        isFull ? `it has ${MAX_CLIENTS} clients and refuses further ones` : undefined,
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
