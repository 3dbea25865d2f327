/**
 * The limits of the rules that are alerts too, by the alert's name in `monitoring/prometheus/alerts.yml`:
 * each number there is here, windows in minutes. An alert waits until its condition has lasted (`for`);
 * the pages, which somebody is looking at, don't.
 */
export const ALERTS = {
  BuntimeHighUtilization: { utilization: 0.8, evictions: 5, waiting: 1, minutes: 5 },
  BuntimePoolExhausted: { evictionRatio: 0.25, evictions: 15, minutes: 5 },
  BuntimePoolThrashing: { evictionRatio: 0.1, evictions: 15, minutes: 5 },
  BuntimeNoWorkers: { unservedRatio: 0.5, minutes: 5, servedMinutes: 60 },
  BuntimeEphemeralQueueFilling: { ratio: 0.8 },
  BuntimeEphemeralQueueFull: { ratio: 0.95 },
  BuntimeRestart: { minutes: 5 },
  BuntimeRestartLoop: { restarts: 3, minutes: 30 },
  BuntimeAppCrashLoop: { failures: 3, minutes: 10 },
  BuntimeAppErrors: {
    ratio: 0.05,
    requests: 20,
    minutes: 5,
    fewRatio: 0.99,
    fewRequests: 3,
    fewMinutes: 30,
  },
  BuntimeErrorBudgetBurnFast: {
    burnRate: 14.4,
    objective: 0.999,
    errors: 10,
    minutes: 5,
    longMinutes: 60,
  },
} as const;

/** The limits of the rules that no alert has. */
export const OWN = {
  /** A blocked worker is critical from here on: the host's default timeout of a request. */
  blockedCriticalMs: 30_000,
  /**
   * An app is slow if its mean is this many times its own earlier one. Below the least mean nobody
   * notices; with fewer requests one outlier decides.
   */
  slow: { factor: 3, leastMs: 250, successes: 10, earlierSuccesses: 50, minutes: [1, 5] },
  /** Clocks further apart than a delayed response explains. */
  skewMs: 30_000,
} as const;

/** A minute, in ms. */
export const MINUTE_MS = 60_000;
