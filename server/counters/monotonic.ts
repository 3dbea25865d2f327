/**
 * A counter that grows by what another counter grows by, and never falls. A fall of the other is a
 * loss of its memory, not a new beginning: nothing is added for it, and counting goes on from there.
 */
export class Monotonic {
  #input = 0;
  #total = 0;

  /** All increases so far. */
  get total(): number {
    return this.#total;
  }

  /**
   * Takes the other counter's value of now.
   *
   * @returns By how much it has grown since the value before; 0 after a fall.
   */
  next(input: number): number {
    const increase = Math.max(0, input - this.#input);
    this.#input = input;
    this.#total += increase;
    return increase;
  }

  /** Goes on from another counter's value, without adding anything. */
  resume(input: number): void {
    this.#input = input;
  }
}
