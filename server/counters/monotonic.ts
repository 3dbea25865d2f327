import { amount, type Guarded, shape } from "./state.ts";

/** The state of a {@link Monotonic}. */
export const monotonicState = shape({ input: amount, total: amount });

type MonotonicState = Guarded<typeof monotonicState>;

/**
 * The increase of a counter between two readings. A decrease means that it lost counts, not that it was reset: it
 * counts as 0, and counting continues from the new value.
 */
export function growth(before: number, now: number): number {
  return Math.max(0, now - before);
}

/** A counter that follows another counter's growth and never decreases. */
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

  /** Records the other counter's current value. */
  next(input: number): void {
    this.#total += growth(this.#input, input);
    this.#input = input;
  }

  /** Continues from another counter's value, without adding anything. */
  resume(input: number): void {
    this.#input = input;
  }
}
