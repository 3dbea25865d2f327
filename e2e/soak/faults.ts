import type { Fault } from "./messages.ts";
import { every, pause, type RunState } from "./run-state.ts";

/** In turn, so that every run has each. */
const FAULTS: readonly Fault[] = ["everything", "getMetrics", "getWorkerStats"];

/** Makes the pool throw for a while, again and again. */
export function faults(state: RunState): Promise<void> {
  let next = 0;
  return every(state, state.plan.faultEveryMs - state.plan.faultMs, () =>
    state.pace.without(async () => {
      await setFault(state, FAULTS[next++ % FAULTS.length]);
      await pause(state, state.plan.faultMs);
      await setFault(state, undefined);
      state.ledger.answered("faults");
    }),
  );
}

/** Tells the child what of its pool fails from now on. */
export function setFault({ child, health }: RunState, fault: Fault | undefined): Promise<void> {
  return health.become(fault, () => child.obey({ type: "fault", fault }));
}
