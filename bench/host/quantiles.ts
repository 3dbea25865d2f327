import { percentile } from "../noise.ts";
import type { Timed } from "../steady-requests.ts";

/** How long after a reading began requests are looked at by themselves, in milliseconds. */
export const NEAR_MS = 20;

/** What the requests of one round took, in milliseconds. */
export interface Quantiles {
  p50: number;
  p99: number;
  /** The 99th percentile of those begun within `NEAR_MS` after a reading began; `NaN` without any. */
  near: number;
}

/** @param began - When readings began, on the requests' clock. */
export function quantilesOf(requests: readonly Timed[], began: readonly number[]): Quantiles {
  const isNear = ({ at }: Timed) => began.some((begin) => at >= begin && at < begin + NEAR_MS);
  const times = requests.map(({ took }) => took);
  const near = requests.filter(isNear).map(({ took }) => took);
  return { p50: percentile(times, 50), p99: percentile(times, 99), near: percentile(near, 99) };
}
