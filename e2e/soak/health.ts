import type { Fault } from "./messages.ts";
import { Steadiness } from "./steadiness.ts";

/** What an answer was asked for under. */
export interface Condition {
  fault: Fault | undefined;
  /** Whether that held from the question to the answer. */
  steady: boolean;
}

/** How the pool was made to be, over time. */
export class Health {
  #fault: Fault | undefined;
  readonly #steadiness = new Steadiness();

  /**
   * Changes it. What is asked for before the child has been told may be answered either way.
   *
   * @param tell - Tells the child.
   */
  become(fault: Fault | undefined, tell: () => Promise<unknown>): Promise<void> {
    return this.#steadiness.changing(async () => {
      await tell();
      this.#fault = fault;
    });
  }

  /** What an answer that is asked for now may be, to be asked when it has come. */
  watch(): () => Condition {
    const steady = this.#steadiness.watch();
    return () => ({ fault: this.#fault, steady: steady() });
  }
}
