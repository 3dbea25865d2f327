import type { Child } from "./child-process.ts";
import type { FeedPace } from "./feed-pace.ts";
import type { Health } from "./health.ts";
import type { Ledger } from "./ledger.ts";
import type { Plan } from "./plan.ts";
import type { Steadiness } from "./steadiness.ts";

/** What the actors of a run share. */
export interface RunState {
  readonly plan: Plan;
  readonly child: Child;
  readonly ledger: Ledger;
  readonly random: () => number;
  /** Aborted when the run is over. */
  readonly over: AbortSignal;
  readonly health: Health;
  /** Which of the plugin's modules is in service. */
  readonly module: Steadiness;
  readonly pace: FeedPace;
}

/** Runs a task every so many milliseconds, one after another, until the run is over. */
export async function every(state: RunState, ms: number, task: () => Promise<void>): Promise<void> {
  while (await pause(state, ms)) {
    await task().catch((error) => {
      if (!state.over.aborted) state.ledger.problem(`the run itself: ${error}`);
    });
  }
}

/** Waits; `false` when the run was over before. */
export function pause({ over }: Pick<RunState, "over">, ms: number): Promise<boolean> {
  if (over.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      over.removeEventListener("abort", end);
      resolve(true);
    }, ms);
    over.addEventListener("abort", end, { once: true });
  });
}
