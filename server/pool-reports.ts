import type { Counters } from "./counters/counters.ts";
import type { FaultLog } from "./faults.ts";
import type { ReaderOptions } from "./pool/reader.ts";

/** What a reader of the pool calls: failures are counted, and what is wrong with the pool is logged. */
export function reportsOfPool(faults: FaultLog, { apps }: Counters) {
  return {
    onSnapshot(snapshot, size) {
      const { total } = snapshot.pool;
      if (snapshot.held !== undefined) apps.countFailures(snapshot.workers());
      faults.report("the worker pool", undefined);
      const unknown = size === undefined ? "nothing reports it, so it is shown as 0" : undefined;
      faults.report("the pool's size", unknown);
      const over = size !== undefined && total > size;
      const excess = over ? `${total} workers in a pool of ${size}` : undefined;
      faults.report("the pool's capacity", excess);
    },
    onPart: (part, error) => faults.report(`the pool's ${part}()`, error?.message),
  } satisfies ReaderOptions;
}
