/** A fault that can be planted in a run, which must then fail. */
interface PlantedFault {
  /** What it does, for the usage. */
  does: string;
  /** Length of a run that is long enough to find it, in seconds. */
  seconds: number;
  /** What the verdict must contain. */
  shows: readonly RegExp[];
}

export const PLANTS = {
  leak: {
    does: "leak memory at every reading",
    seconds: 60,
    shows: [/^the heap grows by \d+ kB a minute, limit 1500$/m],
  },
  figure: {
    does: "leave a worker out of every figure",
    seconds: 5,
    shows: ["json", "stats", "prometheus"].map((what) =>
      RegExp(`^${what} beside the pool: Mismatch`, "m"),
    ),
  },
  headers: {
    does: "send a wrong x-content-type-options",
    seconds: 5,
    shows: ["json", "stats", "prometheus", "feed"].map((what) =>
      RegExp(`^${what}.*: wanted x-content-type-options`, "m"),
    ),
  },
  silence: {
    does: "end the feed with its first event",
    seconds: 20,
    shows: [/^feed: Error: \d events where \d+\.\d were due$/m],
  },
  slow: {
    does: "halve the pace of the feed",
    seconds: 5,
    shows: [/feeds at rest got \d+ to \d+ events where \d+ were due$/m],
  },
  error: {
    does: "reject a promise and throw in an immediate, both unhandled",
    seconds: 8,
    shows: [/^unhandled rejection: Error: planted$/m, /^unhandled exception: Error: planted$/m],
  },
  counter: {
    does: "let the uptime fall, which is a counter",
    seconds: 8,
    shows: [/^buntime_uptime_seconds\{\} fell from \d/m],
  },
  timer: {
    does: "set an interval and never clear it",
    seconds: 5,
    shows: [/^1 timers of the plugin left$/m],
  },
} satisfies Record<string, PlantedFault>;
export type Plant = keyof typeof PLANTS;

const HOUR_MS = 3_600_000;

/** Workers that the child's pool means to hold. */
export const POOL_SIZE = 6;

/** Milliseconds between two events of the feed before the first reload. */
export const FIRST_PACE = 1_000;

/** What a soak run does and how much of it. */
export interface Plan {
  /** Length of the run, in milliseconds; the checks at rest come after it. */
  durationMs: number;
  /** A fault that is planted: the run must then fail. */
  plant: Plant | undefined;
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

/** The plan of a run of so many seconds; in a shorter one reloads and faults are closer together. */
export function planOf(seconds: number, changes: Partial<Plan> = {}): Plan {
  return {
    durationMs: seconds * 1_000,
    plant: undefined,
    seed: 20_240,
    feedClients: 500,
    scrapeEveryMs: 100,
    churnEveryMs: 80,
    reloadEveryMs: seconds < 60 ? 5_000 : 7_000,
    ...faultsOf(seconds),
    ...changes,
  };
}

/** The plan of a run that must find a planted fault: it shows beside fewer clients, and without reloads. */
export function plantedPlan(plant: Plant, seconds: number = PLANTS[plant].seconds): Plan {
  return planOf(seconds, { plant, feedClients: 50, churnEveryMs: 200, reloadEveryMs: HOUR_MS });
}

function faultsOf(seconds: number): Pick<Plan, "faultEveryMs" | "faultMs"> {
  if (seconds < 60) return { faultEveryMs: 5_000, faultMs: 1_000 };
  if (seconds < 180) return { faultEveryMs: 15_000, faultMs: 2_000 };
  return { faultEveryMs: 60_000, faultMs: 5_000 };
}
