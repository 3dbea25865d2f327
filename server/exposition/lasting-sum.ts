/**
 * A sum over many counters of which any may begin anew or be forgotten. What it falls by is added again, so
 * that it never goes down: to `rate()` a fall is a counter that began at 0, and the whole sum an increase.
 */
export class LastingSum {
  #last = 0;
  #lost = 0;

  /** The sum as it goes on, given what it is by the counters that there are now. */
  of(now: number): number {
    if (now < this.#last) this.#lost += this.#last - now;
    this.#last = now;
    return this.#lost + now;
  }
}
