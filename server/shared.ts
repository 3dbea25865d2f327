/**
 * Gives everyone who asks in the same turn of the event loop the same value: readers that arrive
 * together cost one reading. An error is shared like a value. Nothing is kept beyond the turn.
 */
export class SharedForTurn<T> {
  readonly #make: () => T;
  #outcome: { value: T } | { error: unknown } | undefined;

  /** @param make - Makes the value, at most once a turn. */
  constructor(make: () => T) {
    this.#make = make;
  }

  /** The value of this turn. Throws what `make` threw. */
  get(): T {
    this.#outcome ??= this.#take();
    if ("error" in this.#outcome) throw this.#outcome.error;
    return this.#outcome.value;
  }

  /** Drops the value of this turn: the next to ask gets a new one. */
  clear(): void {
    this.#outcome = undefined;
  }

  #take(): { value: T } | { error: unknown } {
    setImmediate(() => this.clear());
    try {
      return { value: this.#make() };
    } catch (error) {
      return { error };
    }
  }
}
