import type { Figures } from "./messages.ts";
import { every, type RunState } from "./run-state.ts";
import type { Point } from "./slope.ts";

/** Memory over the run; bytes. */
export interface Memory {
  heap: Point[];
  rss: Point[];
}

const PACE_MS = 2_000;

/** Measures the child's memory at a steady pace, and looks whether the plugin's timers are counted. */
export function watchMemory(state: RunState, memory: Memory): Promise<void> {
  return every(state, PACE_MS, async () => {
    const figures = await state.child.measure();
    note(memory, figures);
    if (figures.pluginTimers > 0) state.ledger.answered("timers seen");
  });
}

function note({ heap, rss }: Memory, figures: Figures): void {
  const at = performance.now();
  heap.push({ at, value: figures.heap });
  rss.push({ at, value: figures.rss });
}
