import type { Monotone } from "./monotone.ts";
import { pick } from "./random.ts";
import { every, type RunState } from "./run-state.ts";

const PACES = [500, 1_000, 2_000] as const;

/**
 * Reloads the plugin again and again with another pace of the feed. Every second time, from the first
 * on, the content is another as well: that module takes over, the feeds of the one before end and
 * their clients come back.
 */
export function reloads(state: RunState, counters: Monotone): Promise<void> {
  let changed = false;
  return every(state, state.plan.reloadEveryMs, async () => {
    changed = !changed;
    const reload = () => reloadWith(state, pick(state.random, PACES), changed);
    if (!changed) return reload();
    await state.module.changing(reload);
    counters.renewed();
    state.ledger.answered("reloads of another content");
  });
}

/** Reloads the plugin once; no events are due meanwhile. */
export async function reloadWith(
  { child, pace, ledger }: RunState,
  sseInterval: number,
  changed: boolean,
): Promise<void> {
  await pace.without(() => child.obey({ type: "reload", sseInterval, changed }));
  pace.interval = sseInterval;
  ledger.answered("reloads");
}
