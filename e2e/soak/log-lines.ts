import { QUIET_MS } from "../../server/faults.ts";
import type { Outcome } from "./verdict.ts";

/** The run loads the plugin when its host starts, and again when the pool is put in place. */
const FIRST_LOADS = 2;
/** What one made-up fault can fail: `getMetrics()` and `getWorkerStats()`. */
const PARTS_PER_FAULT = 2;
/** That a thing went wrong, and that it is well again. */
const LINES_PER_FAULT = 2;

/**
 * How many lines the plugin may have logged at most. Each load says one line. After it the pool's capacity, which
 * is crossed at every eviction, may be told once a minute; what the run itself breaks, each time.
 */
export function logLinesAllowed({ plan, ledger }: Pick<Outcome, "plan" | "ledger">): number {
  const loads = FIRST_LOADS + ledger.count("reloads");
  const tellings = Math.ceil(plan.reloadEveryMs / QUIET_MS);
  const ofFaults = ledger.count("faults") * PARTS_PER_FAULT * LINES_PER_FAULT;
  return loads * (1 + tellings * LINES_PER_FAULT) + ofFaults;
}
