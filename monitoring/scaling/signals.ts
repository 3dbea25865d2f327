import type { Reading } from "./pool.ts";

/** Seconds between two scrapes, and between two decisions of the autoscaler. */
export const STEP = 15;
const WINDOW = 300;
const STEPS = WINDOW / STEP;

/** What was scraped of one pod: a reading for each step since its first; `end` once it has gone. */
export interface PodSeries {
  /** The step of its first reading. */
  begin: number;
  readings: Reading[];
}

type Counter = "requests" | "evictions" | "responseSeconds";

/**
 * Prometheus' `rate(…[5m])` of a counter at a step, extrapolated as `extrapolatedRate` in promql/functions.go does;
 * `undefined` with less than two samples in the window.
 */
export function rate5m(series: PodSeries, step: number, counter: Counter): number | undefined {
  const first = Math.max(series.begin, step - STEPS);
  const last = Math.min(series.begin + series.readings.length - 1, step);
  if (last - first < 1) return undefined;
  const at = (index: number) => series.readings[index - series.begin]?.[counter] ?? 0;
  const increase = at(last) - at(first);
  const sampled = (last - first) * STEP;
  let toStart = (first - (step - STEPS)) * STEP;
  if (increase > 0) toStart = Math.min(toStart, (sampled * at(first)) / increase);
  const toEnd = (step - last) * STEP;
  const reach = (gap: number) => (gap < STEP * 1.1 ? gap : STEP / 2);
  return (increase * (sampled + reach(toStart) + reach(toEnd))) / sampled / WINDOW;
}

const sum = (values: readonly (number | undefined)[]) =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0);

/** Pods that this step has a reading of. */
function present(pods: readonly PodSeries[], step: number): Reading[] {
  return pods.flatMap(({ begin, readings }) => readings[step - begin] ?? []);
}

/** What autoscalers may follow, by the series that an expression names. Rates see a pod that has gone for five minutes. */
export const SIGNALS = {
  "instance:buntime_pool_busy_workers:rate5m": (pods, step) =>
    sum(pods.map((pod) => rate5m(pod, step, "responseSeconds"))),
  "instance:buntime_pool_evictions_per_request:ratio_rate5m": (pods, step) => {
    const ratios = pods.flatMap((pod) => {
      const requests = rate5m(pod, step, "requests") ?? 0;
      return requests > 0 ? (rate5m(pod, step, "evictions") ?? 0) / requests : [];
    });
    return ratios.length > 0 ? sum(ratios) / ratios.length : 0;
  },
  "job:buntime_pool_utilization:ratio": (pods, step) => {
    const now = present(pods, step);
    return sum(now.map(({ active }) => active)) / Math.max(1, sum(now.map(({ size }) => size)));
  },
  /** `sum(avg_over_time(…[2m]))`. */
  buntime_pool_ephemeral_queue_depth: (pods, step) => {
    const depths = pods.map(({ begin, readings }) => {
      const last = step - begin;
      const seen = readings.slice(Math.max(0, last - 120 / STEP), last + 1);
      return seen.length > 0 ? sum(seen.map(({ queueDepth }) => queueDepth)) / seen.length : 0;
    });
    return sum(depths);
  },
} satisfies Record<string, (pods: readonly PodSeries[], step: number) => number>;

export type Signal = keyof typeof SIGNALS;
