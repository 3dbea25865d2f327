import type { WorkerPool } from "../../dev/pool/pool.ts";

/** What a planted fault changes in the host's process. */
export interface Changes {
  /** The pool that the plugin reads. */
  pool?: (real: WorkerPool) => object;
  /** Called whenever the plugin reads the pool. */
  onRead?: () => void;
  /** Whether the pool fails now, although the run has injected no fault. */
  fails?: () => boolean;
  /** Milliseconds between two events of the feed, in place of those configured. */
  sseInterval?: number;
  /** Whether the host's key store accepts any key. */
  acceptsAnyKey?: boolean;
}

/** A fault that can be planted in a run, which must then fail. */
interface PlantedFault {
  /** Its effect, for the usage. */
  does: string;
  /** Length of a run that is long enough to find it, in seconds. */
  seconds: number;
  /** Sentences that the verdict must contain. */
  shows: readonly RegExp[];
  changes: () => Changes;
}

const HOUR_MS = 3_600_000;

export const PLANTS = {
  leak: {
    does: "leak memory at every reading",
    seconds: 60,
    shows: [/^the heap grows by \d+ kB a minute, limit 1500$/m],
    changes: () => ({ onRead: leak(65_536) }),
  },
  figure: {
    does: "omit every second worker from all figures",
    seconds: 8,
    shows: ["json", "stats", "prometheus"].map((what) =>
      RegExp(`^${what} compared with the pool: Mismatch`, "m"),
    ),
    changes: () => ({ pool: (real) => everySecondWorker(real) }),
  },
  outage: {
    does: "fail readings of a healthy pool",
    seconds: 5,
    shows: ["json", "stats", "prometheus"].map((what) =>
      RegExp(`^${what} 503: Mismatch: expected status 200`, "m"),
    ),
    changes: () => ({ fails: () => Date.now() % 1_000 < 300 }),
  },
  silence: {
    does: "send one event an hour",
    seconds: 5,
    shows: [/^at rest: Error: feed was not comparable$/m],
    changes: () => ({ sseInterval: HOUR_MS }),
  },
  error: {
    does: "reject a promise and throw in an immediate, both unhandled",
    seconds: 8,
    shows: [/^unhandled rejection: Error: planted$/m, /^unhandled exception: Error: planted$/m],
    changes: () => ({ onRead: once(leaveUnhandled) }),
  },
  counter: {
    does: "decrease the uptime, which is a counter",
    seconds: 8,
    shows: [/^buntime_uptime_seconds\{\} fell from \d/m],
    changes: () => ({ onRead: once(resetUptime) }),
  },
  auth: {
    does: "accept any key",
    seconds: 5,
    shows: [/^a protected response 200: Mismatch: expected status 401/m],
    changes: () => ({ acceptsAnyKey: true }),
  },
  timer: {
    does: "set an interval and never clear it",
    seconds: 5,
    shows: [/^1 timers of the plugin left$/m],
    changes: () => ({ onRead: once(() => void setInterval(() => {}, HOUR_MS)) }),
  },
} satisfies Record<string, PlantedFault>;
export type Plant = keyof typeof PLANTS;

/** The size of the host's pool. */
export const POOL_SIZE = 6;

/** The host's root key: the run has `auth: host`. */
export const KEY = "the soak's root key";

/** Milliseconds between two events of the feed before the first reload. */
export const FIRST_INTERVAL = 1_000;

/** The scale of a soak run. */
export interface Plan {
  /** Length of the run, in milliseconds; the checks at rest come after it. */
  durationMs: number;
  /** A fault that is planted: the run must then fail. */
  plant: Plant | undefined;
  /** Feed clients at a time, each connected for one to twenty seconds. */
  feedClients: number;
  /** Milliseconds between two requests to the sample apps. */
  churnEveryMs: number;
  /** Milliseconds between two reloads of the plugin. */
  reloadEveryMs: number;
  /** Milliseconds from one fault of the pool to the next, and how long each lasts. */
  faultEveryMs: number;
  faultMs: number;
}

/** The plan of a run of this many seconds; in a shorter one reloads and faults are closer together. */
export function planOf(seconds: number, changes: Partial<Plan> = {}): Plan {
  return {
    durationMs: seconds * 1_000,
    plant: undefined,
    feedClients: 500,
    churnEveryMs: 80,
    reloadEveryMs: seconds < 60 ? 5_000 : 7_000,
    ...faultsOf(seconds),
    ...changes,
  };
}

/** The plan of a run that must find a planted fault: fewer clients suffice, and no reloads. */
export function plantedPlan(plant: Plant, seconds: number = PLANTS[plant].seconds): Plan {
  return planOf(seconds, { plant, feedClients: 50, churnEveryMs: 200, reloadEveryMs: HOUR_MS });
}

function faultsOf(seconds: number): Pick<Plan, "faultEveryMs" | "faultMs"> {
  if (seconds < 60) return { faultEveryMs: 5_000, faultMs: 1_000 };
  if (seconds < 180) return { faultEveryMs: 15_000, faultMs: 2_000 };
  return { faultEveryMs: 60_000, faultMs: 5_000 };
}

function leak(bytes: number): () => void {
  const leaked: Uint8Array[] = [];
  return () => void leaked.push(new Uint8Array(bytes).fill(1));
}

function everySecondWorker(pool: WorkerPool): object {
  return {
    config: pool.config,
    getMetrics: () => pool.getMetrics(),
    getWorkerStats: () => pool.getWorkerStats(),
    get cache() {
      return new Map([...pool.cache].filter((_, index) => index % 2 === 1));
    },
  };
}

function leaveUnhandled(): void {
  void Promise.reject(new Error("planted"));
  setImmediate(() => {
    throw new Error("planted");
  });
}

/** Restarts the process's uptime every three seconds. */
function resetUptime(): void {
  const real = process.uptime.bind(process);
  process.uptime = () => real() % 3;
}

function once(task: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) task();
    isDone = true;
  };
}
