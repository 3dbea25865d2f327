import type { Child } from "./child-process.ts";
import type { Ledger } from "./ledger.ts";
import type { Fault } from "./messages.ts";
import type { Plan } from "./plan.ts";

/** What the actors of a run share. */
export interface RunState {
  readonly plan: Plan;
  readonly child: Child;
  readonly ledger: Ledger;
  readonly random: () => number;
  /** Aborted when the run is over. */
  readonly over: AbortSignal;
  readonly health: Health;
}

/** How the pool was made to be, over time. */
export class Health {
  #fault: Fault | undefined;
  #changes = 0;

  /** Changes it; to be called before and after the child has been told. */
  set(fault: Fault | undefined): void {
    this.#fault = fault;
    this.#changes++;
  }

  /** What an answer that is asked for now may be, to be asked when it has come. */
  watch(): () => { fault: Fault | undefined; steady: boolean } {
    const changes = this.#changes;
    return () => ({ fault: this.#fault, steady: changes === this.#changes });
  }
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
export function pause({ over }: RunState, ms: number): Promise<boolean> {
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
