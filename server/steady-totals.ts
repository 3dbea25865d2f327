import type { PoolTotals } from "./pool/snapshot.ts";

type Counter = Exclude<keyof PoolTotals, "avgResponseTimeMs" | "ephemeral">;

const COUNTERS = [
  "requests",
  "hits",
  "misses",
  "evictions",
  "created",
  "failed",
  "retired",
] as const satisfies readonly Counter[];

/** Totals that never go down while the process lives, though the pool behind them begins anew. */
export class SteadyTotals {
  #last: Partial<Record<Counter, number>> = {};
  #before: Partial<Record<Counter, number>> = {};

  /** The totals, with what was counted before each fall added: a fall means that counting began anew. */
  steady(totals: PoolTotals): PoolTotals {
    const steady = { ...totals };
    for (const name of COUNTERS) {
      const now = totals[name];
      if (now !== undefined) steady[name] = this.#add(name, now);
    }
    return steady;
  }

  #add(name: Counter, now: number): number {
    const last = this.#last[name] ?? 0;
    if (now < last) this.#before[name] = (this.#before[name] ?? 0) + last;
    this.#last[name] = now;
    return (this.#before[name] ?? 0) + now;
  }
}
