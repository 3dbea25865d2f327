import { useCallback } from "react";
import type { ChartLook } from "../../charts/options.ts";
import { useFormat } from "../../format/useFormat.ts";

/** Formats the times below a chart. */
export function useAxisTime(): ChartLook["formatTime"] {
  const { clock, minute, dayMinute } = useFormat();
  return useCallback(
    (ms, precision) => ({ second: clock, minute, day: dayMinute })[precision](ms),
    [clock, minute, dayMinute],
  );
}
