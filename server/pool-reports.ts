import type { Counters } from "./counters/counters.ts";
import type { FaultLog } from "./faults.ts";
import type { ReaderOptions } from "./pool/reader.ts";

/** Callbacks for the pool reader: they count failed workers, and log problems of the pool. */
export function poolReports(faults: FaultLog, { apps }: Counters) {
  return {
    onSnapshot(snapshot, size) {
      const { total } = snapshot.pool;
      if (snapshot.held !== undefined) apps.countFailures(snapshot.workers());
      faults.report("the worker pool", undefined);
      const unknown = size === undefined ? "nothing reports it; shown as 0" : undefined;
      faults.report("the pool's size", unknown);
      const over = size !== undefined && total > size;
      const excess = over ? `${total} workers in a pool of ${size}` : undefined;
      faults.report("the pool's capacity", excess);
    },
    onPart: (part, error) => faults.report(`the pool's ${part}()`, error?.message),
  } satisfies ReaderOptions;
}
