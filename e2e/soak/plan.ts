/** What a soak run does and how much of it. */
export interface Plan {
  /** Length of the run, in milliseconds. */
  durationMs: number;
  /** Makes the child leak on purpose: the run must then fail. */
  plantLeak: boolean;
  /** Seed of every random choice of the run. */
  seed: number;
  /** Feed clients at a time, each staying between one and twenty seconds. */
  feedClients: number;
  /** Milliseconds between two scrapes: 10 Hz. */
  scrapeEveryMs: number;
  /** Milliseconds between two requests to the sample apps. */
  churnEveryMs: number;
  /** Milliseconds between two reloads of the plugin. */
  reloadEveryMs: number;
  /** Milliseconds from one fault of the pool to the next, and how long each lasts. */
  faultEveryMs: number;
  faultMs: number;
}

/** The plan of a run of so many seconds; a short one has its faults closer together. */
export function planOf(seconds: number, changes: Partial<Plan> = {}): Plan {
  return {
    durationMs: seconds * 1000,
    plantLeak: false,
    seed: 20_240,
    feedClients: 500,
    scrapeEveryMs: 100,
    churnEveryMs: 80,
    reloadEveryMs: 7_000,
    faultEveryMs: seconds < 180 ? 15_000 : 60_000,
    faultMs: seconds < 180 ? 2_000 : 5_000,
    ...changes,
  };
}
