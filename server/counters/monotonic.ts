import * as v from "valibot";
import { amount } from "./state.ts";

/** The state of a {@link Monotonic}. */
export const monotonicState = v.object({ input: amount, total: amount });

type MonotonicState = v.InferOutput<typeof monotonicState>;

/**
 * A counter that follows another counter's increases and never decreases. A decrease of the other means that
 * it lost counts, not that it was reset: nothing is added, and counting continues from the new value.
 */
export class Monotonic {
  #input: number;
  #total: number;

  /** @param state - From {@link state}, to continue. */
  constructor({ input, total }: MonotonicState = { input: 0, total: 0 }) {
    this.#input = input;
    this.#total = total;
  }

  /** The other counter's last value, and all increases so far. */
  get state(): MonotonicState {
    return { input: this.#input, total: this.#total };
  }

  /** All increases so far. */
  get total(): number {
    return this.#total;
  }

  /**
   * Records the other counter's current value.
   *
   * @returns By how much it has grown since the value before; 0 after a fall.
   */
  next(input: number): number {
    const increase = Math.max(0, input - this.#input);
    this.#input = input;
    this.#total += increase;
    return increase;
  }

  /** Continues from another counter's value, without adding anything. */
  resume(input: number): void {
    this.#input = input;
  }
}
