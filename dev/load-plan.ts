/** A request that the simulated load repeats. */
export interface PlannedCall {
  path: string;
  method?: "POST";
  /** Milliseconds between two calls. */
  every: number;
  /** Milliseconds until the first. Default 0. */
  after?: number;
  /** Only while the wave is at least this high, 0 to 1. Default: always. */
  above?: number;
  /** Number of calls at once. Default 1. */
  burst?: number;
  /** Total number of calls. Default: no limit. */
  times?: number;
}

/** The requests of the light load; the heavy one sends them six times as often. */
export const LOAD_PLAN: readonly PlannedCall[] = [
  { path: "/hello/", every: 250 },
  { path: "/lambda/", every: 2_000 },
  // More than can run in parallel: the others wait in the queue.
  { path: "/batch/", every: 15_000, after: 7_000, burst: 6 },
  { path: "/memory/?mb=5", every: 9_000 },
  { path: "/memory/?free=1", every: 60_000, after: 60_000 },
  { path: "/slowstart/", every: 20_000, after: 1_000 },
  { path: "/busy/?ms=2500", every: 71_000, after: 40_000 },
  // Enough to use up three workers: it shows how the real host loses threads.
  { path: "/forgotten/", every: 1_500, after: 5_000, times: 60 },
  { path: "/slow/", every: 3_000, above: 0.15 },
  { path: "/uuid/", every: 2_000, above: 0.25 },
  { path: "/visits/", every: 1_500, above: 0.35 },
  { path: "/@acme/cart/", method: "POST", every: 2_500, above: 0.45 },
  { path: "/clock/", every: 2_000, above: 0.55 },
  { path: "/dice/", every: 2_000, above: 0.65 },
  { path: "/fibonacci/?n=22", every: 2_500, above: 0.75 },
  { path: "/echo/", method: "POST", every: 2_500, above: 0.85 },
];

const MINUTE = 60_000;

/**
 * What goes wrong on purpose under the light load, rarely enough to page nobody: two apps whose few requests all fail
 * (fewer than ten an hour), of which one crashes, and one that can't start (fewer than three of one app in ten minutes). It raises
 * warnings: `BuntimeAppErrors`, `BuntimeWorkersFailed`, and after an hour or more `BuntimeErrorBudgetBurnSlow` and
 * `BuntimeWorkersLost`.
 */
export const TROUBLE_PLAN: readonly PlannedCall[] = [
  { path: "/fails/", every: 7 * MINUTE, after: 3_000 },
  { path: "/crash/", every: 8 * MINUTE, after: 15_000 },
  { path: "/broken/", every: 20 * MINUTE, after: 25_000 },
];
