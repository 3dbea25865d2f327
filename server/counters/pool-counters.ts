import { POOL_COUNTERS, type PoolCounter, type PoolTotals } from "../pool/totals.ts";
import { Monotonic, monotonicState } from "./monotonic.ts";
import { flag, type Guarded, listOf, shape, text } from "./state.ts";

/** The state of {@link PoolCounters}: each counter, and whether it waits for another pool's first figure. */
export const poolCountersState = listOf(
  shape({ name: text, counter: monotonicState, isFromOtherPool: flag }),
);

type PoolCountersState = Guarded<typeof poolCountersState>;

/** The pool's totals as counters that never decrease while the process lives. */
export class PoolCounters {
  readonly #counters = new Map<string, Monotonic>();
  readonly #fromOtherPool = new Set<string>();

  /** @param state - From {@link state}, to continue. */
  constructor(state: PoolCountersState = []) {
    for (const { name, counter, isFromOtherPool } of state) {
      this.#counters.set(name, new Monotonic(counter));
      if (isFromOtherPool) this.#fromOtherPool.add(name);
    }
  }

  get state(): PoolCountersState {
    return Array.from(this.#counters, ([name, { state: counter }]) => {
      return { name, counter, isFromOtherPool: this.#fromOtherPool.has(name) };
    });
  }

  /** Replaces the totals by the accumulated counters. Other figures are unchanged. */
  next(totals: PoolTotals): PoolTotals {
    const counted = { ...totals };
    for (const name of POOL_COUNTERS) {
      const now = totals[name];
      if (now !== undefined) counted[name] = this.#take(name, now);
    }
    return counted;
  }

  /** Continues with another pool, without adding what it counted before its first reading. */
  changePool(): void {
    for (const name of this.#counters.keys()) this.#fromOtherPool.add(name);
  }

  #take(name: PoolCounter, now: number): number {
    const counter = this.#counters.get(name) ?? new Monotonic();
    this.#counters.set(name, counter);
    if (this.#fromOtherPool.delete(name)) counter.resume(now);
    else counter.next(now);
    return counter.total;
  }
}
