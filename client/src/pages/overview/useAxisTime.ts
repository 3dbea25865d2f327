import { useCallback } from "react";
import type { ChartLook } from "../../charts/options.ts";
import { useFormat } from "../../format/useFormat.ts";

/** Formats the times below a chart. */
export function useAxisTime(): ChartLook["formatTime"] {
  const { clock, minute } = useFormat();
  return useCallback((ms, toSecond) => (toSecond ? clock(ms) : minute(ms)), [clock, minute]);
}
