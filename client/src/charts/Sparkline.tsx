import { type Entry, isGap } from "../data/feed/samples.ts";
import { useMessages } from "../i18n/language.ts";
import { entriesSince, type Reader, summarize, valuesOf } from "./series.ts";

/** The time range in ms, the scale and the size of a sparkline. */
interface SparklineFrame {
  from: number;
  to: number;
  top: number;
  width: number;
  height: number;
}

/** The SVG path of a sparkline, interrupted by gaps and unknown values. */
export function sparklinePath<S extends { t: number }>(
  entries: readonly Entry<S>[],
  read: Reader<S>,
  { from, to, top, width, height }: SparklineFrame,
): string {
  const parts: string[] = [];
  let isDrawing = false;
  for (const entry of entries) {
    const value = isGap(entry) ? null : read(entry);
    if (value === null) {
      isDrawing = false;
      continue;
    }
    const x = ((entry.t - from) / (to - from || 1)) * width;
    const y = height - (value / (top || 1)) * height;
    parts.push(`${isDrawing ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`);
    isDrawing = true;
  }
  return parts.join("");
}

interface SparklineProps<S extends { t: number }> {
  entries: readonly Entry<S>[];
  read: Reader<S>;
  /** The time range, in ms. */
  from: number;
  to: number;
  /** What it shows. */
  label: string;
  formatValue(value: number): string;
  /** The colour of the line. */
  look?: string | undefined;
  className?: string;
}

const WIDTH = 300;
const HEIGHT = 40;

/** A small chart without axes. Its accessible name has the minimum, the maximum and the last value. */
export function Sparkline<S extends { t: number }>(props: SparklineProps<S>) {
  const { entries, read, from, to, label, formatValue } = props;
  const { look = "stroke-chart-active", className = "h-11" } = props;
  const t = useMessages();
  const shown = entriesSince(entries, from);
  const summary = summarize(valuesOf(shown, read));
  const [min, max, last] = summary ? [summary.min, summary.max, summary.last].map(formatValue) : [];
  const name = min && max && last ? `${label}: ${t.chart.fromTo(min, max, last)}` : label;
  const frame = { from, to, top: (summary?.max ?? 0) * 1.1, width: WIDTH, height: HEIGHT };
  return (
    <svg
      role="img"
      aria-label={name}
      viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`}
      preserveAspectRatio="none"
      className={`w-full overflow-hidden ${className}`}
    >
      <title>{name}</title>
      <line
        x1={0}
        x2={WIDTH}
        y1={HEIGHT}
        y2={HEIGHT}
        className="stroke-border"
        vectorEffect="non-scaling-stroke"
      />
      <path
        d={sparklinePath(shown, read, frame)}
        fill="none"
        className={look}
        strokeWidth={1.75}
        strokeLinejoin="round"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
