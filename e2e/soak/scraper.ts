import { askAndJudge } from "./judge.ts";
import type { Monotone } from "./monotone.ts";
import { every, type RunState } from "./run-state.ts";

/** Scrapes at the plan's pace; every counter must only grow while the same module counts. */
export function scrape(state: RunState, counters: Monotone): Promise<void> {
  return every(state, state.plan.scrapeEveryMs, async () => {
    const sameModule = state.module.watch();
    const text = await askAndJudge(state, "prometheus");
    if (text === undefined) return;
    if (!sameModule()) return counters.renewed();
    for (const fall of counters.next(text)) state.ledger.problem(fall);
  });
}
