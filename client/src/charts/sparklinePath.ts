import { type Entry, isGap } from "../data/feed/samples.ts";
import type { Reader } from "./series.ts";

/** The place that a small line is drawn into. */
export interface SparkFrame {
  from: number;
  to: number;
  top: number;
  width: number;
  height: number;
}

/** The SVG path of a small line: a new stroke begins after every gap and unknown value. */
export function sparklinePath<S extends { t: number }>(
  entries: readonly Entry<S>[],
  read: Reader<S>,
  frame: SparkFrame,
): string {
  const { from, to, top, width, height } = frame;
  const parts: string[] = [];
  let drawing = false;
  for (const entry of entries) {
    const value = isGap(entry) ? null : read(entry);
    if (value === null) {
      drawing = false;
      continue;
    }
    const x = ((entry.t - from) / (to - from || 1)) * width;
    const y = height - (value / (top || 1)) * height;
    parts.push(`${drawing ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`);
    drawing = true;
  }
  return parts.join("");
}
