/** Tells whether something that takes its time to change has rested over a span. */
export class Steadiness {
  #underWay = 0;
  #begun = 0;

  /** Runs what changes it; nothing rests until that is done. */
  async changing<T>(change: () => Promise<T>): Promise<T> {
    this.#underWay++;
    this.#begun++;
    try {
      return await change();
    } finally {
      this.#underWay--;
    }
  }

  /** Begins a span; the answer ends it, and says whether all has rested from end to end. */
  watch(): () => boolean {
    const begun = this.#begun;
    const restsNow = this.#underWay === 0;
    return () => restsNow && begun === this.#begun;
  }
}
