import { askAndJudge } from "./judge.ts";
import type { Monotone } from "./monotone.ts";
import { every, type RunState } from "./run-state.ts";

/** Scrapes at the plan's pace; every counter must only grow. */
export function scrape(state: RunState, counters: Monotone): Promise<void> {
  return every(state, state.plan.scrapeEveryMs, async () => {
    const text = await askAndJudge(state, "prometheus");
    if (text === undefined) return;
    for (const fall of counters.next(text)) state.ledger.problem(fall);
  });
}
