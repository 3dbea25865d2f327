import {
  type Threshold,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from "@grafana/grafana-foundation-sdk/dashboard";

/** The documented steps of utilization in percent; at 100 and above, the pool is at or over capacity. */
export function utilizationThresholds(): ThresholdsConfigBuilder {
  return thresholds([
    { value: null, color: "green" },
    { value: 60, color: "yellow" },
    { value: 80, color: "red" },
    { value: 100, color: "dark-red" },
  ]);
}

/** Green at 0, red above. */
export function noneThresholds(): ThresholdsConfigBuilder {
  return thresholds([
    { value: null, color: "green" },
    { value: 1, color: "red" },
  ]);
}

/** One colour whatever the value; without it Grafana turns values red from 80. */
export function noThresholds(): ThresholdsConfigBuilder {
  return thresholds([{ value: null, color: "green" }]);
}

function thresholds(steps: Threshold[]): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);
}
