import { AppLabels } from "../exposition/app-groups.ts";
import { PoolCounters } from "./pool-counters.ts";

/** All that is counted from reading to reading, and never falls while the process lives. */
export class Counters {
  readonly pool = new PoolCounters();
  readonly apps = new AppLabels();

  /** Goes on with another pool: what that one has counted before its first reading isn't added. */
  changePool(): void {
    this.pool.changePool();
    this.apps.changePool();
  }
}
