import { AppLabels } from "../exposition/app-groups.ts";
import { PoolCounters } from "./pool-counters.ts";

/** All that is counted from reading to reading, and never falls while the process lives. */
export class Counters {
  readonly pool = new PoolCounters();
  readonly apps = new AppLabels();

  /** Continues with another pool, without adding what it counted before its first reading. */
  changePool(): void {
    this.pool.changePool();
    this.apps.changePool();
  }
}
