import type { Monotone } from "./monotone.ts";
import { pick } from "./random.ts";
import { every, type RunState } from "./run-state.ts";

const PACES = [500, 1_000, 2_000] as const;

/**
 * Reloads the plugin again and again with another pace of the feed. The first reload brings changed
 * content: another module takes over, the feeds of the one before end and their clients come back.
 */
export function reloads(state: RunState, counters: Monotone): Promise<void> {
  let changed = true;
  return every(state, state.plan.reloadEveryMs, async () => {
    await state.child.obey({ type: "reload", sseInterval: pick(state.random, PACES), changed });
    if (changed) counters.renewed();
    changed = false;
    state.ledger.answered("reloads");
  });
}
