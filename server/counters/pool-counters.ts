import * as v from "valibot";
import { POOL_COUNTERS, type PoolCounter, type PoolTotals } from "../pool/totals.ts";
import { Monotonic, monotonicState } from "./monotonic.ts";

/** The state of {@link PoolCounters}: each counter by name, and those that wait for another pool's first figure. */
export const poolCountersState = v.object({
  counters: v.array(v.tuple([v.picklist(POOL_COUNTERS), monotonicState])),
  fromOtherPool: v.array(v.picklist(POOL_COUNTERS)),
});

type PoolCountersState = v.InferOutput<typeof poolCountersState>;

/** The pool's totals as counters that never fall while the process lives. */
export class PoolCounters {
  readonly #counters: Map<PoolCounter, Monotonic>;
  readonly #fromOtherPool: Set<PoolCounter>;

  /** @param state - From {@link state}, to continue. */
  constructor({ counters, fromOtherPool }: Partial<PoolCountersState> = {}) {
    this.#counters = new Map(counters?.map(([name, state]) => [name, new Monotonic(state)]));
    this.#fromOtherPool = new Set(fromOtherPool);
  }

  get state(): PoolCountersState {
    return {
      counters: [...this.#counters].map(([name, { state }]) => [name, state]),
      fromOtherPool: [...this.#fromOtherPool],
    };
  }

  /** Replaces the totals by what they have grown to so far. What is no counter stays as it is. */
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
