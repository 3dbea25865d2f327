/** Faults that can be planted, and what each does; the run must fail with it. */
export const PLANTS = {
  leak: "leak on purpose",
  figure: "leave a worker out of every figure",
  silence: "let the feed end with its first event",
  slow: "let the feed have half its pace",
  error: "let a promise and an immediate fail that nobody waits for",
  counter: "let the uptime fall, which is a counter",
  timer: "set an interval and never take it back",
} as const;
export type Plant = keyof typeof PLANTS;

/** Workers that the child's pool means to hold. */
export const POOL_SIZE = 6;

/** Milliseconds between two events of the feed before the first reload. */
export const FIRST_PACE = 1_000;

/** What a soak run does and how much of it. */
export interface Plan {
  /** Length of the run, in milliseconds; what is looked at after it, at rest, is not in it. */
  durationMs: number;
  /** A fault that is made on purpose: the run must then fail. */
  plant: Plant | undefined;
  /** Seed of every random choice of the run. */
  seed: number;
  /** Feed clients at a time, each staying between one and twenty seconds. */
  feedClients: number;
  /** Feed clients that, after the run, take nothing until they are dropped. */
  stalled: number;
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
    plant: undefined,
    seed: 20_240,
    feedClients: 500,
    stalled: process.platform === "linux" ? 20 : 0, // elsewhere it would take them an hour
    scrapeEveryMs: 100,
    churnEveryMs: 80,
    reloadEveryMs: 7_000,
    faultEveryMs: seconds < 180 ? 15_000 : 60_000,
    faultMs: seconds < 180 ? 2_000 : 5_000,
    ...changes,
  };
}
