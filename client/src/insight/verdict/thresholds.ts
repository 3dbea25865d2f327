/**
 * The limits of the rules that exist as alerts, too, by the alert's name in `monitoring/prometheus/alerts.yml`:
 * the same numbers, with windows in minutes. Unlike an alert, a rule has no `for`: somebody is looking.
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

/** The limits of the rules without an alert. */
export const OWN = {
  /** A worker blocked for this long is critical: the host's default timeout of a request. */
  blockedCriticalMs: 30_000,
  /** A difference of the clocks that a delayed response doesn't explain. */
  skewMs: 30_000,
} as const;

/** A minute, in ms. */
export const MINUTE_MS = 60_000;
