import { AppLabels, appLabelsState } from "../exposition/app-labels.ts";
import { PoolCounters, poolCountersState } from "./pool-counters.ts";
import { type Guarded, shape } from "./state.ts";

/** The state of {@link Counters}. */
export const countersState = shape({ pool: poolCountersState, apps: appLabelsState });

type CountersState = Guarded<typeof countersState>;

/** All counters that are kept from reading to reading. They never decrease while the process lives. */
export class Counters {
  readonly pool: PoolCounters;
  readonly apps: AppLabels;

  /** @param state - From {@link state}, to continue. */
  constructor(state?: CountersState) {
    this.pool = new PoolCounters(state?.pool);
    this.apps = new AppLabels(state?.apps);
  }

  get state(): CountersState {
    return { pool: this.pool.state, apps: this.apps.state };
  }

  /** Continues with another pool, without adding what it counted before its first reading. */
  changePool(): void {
    this.pool.changePool();
    this.apps.changePool();
  }
}
