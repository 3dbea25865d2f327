import type { Entry } from "../data/feed/samples.ts";
import { useMessages } from "../i18n/language.ts";
import { type Reader, visible } from "./series.ts";
import { sparklinePath } from "./sparklinePath.ts";
import { summarize, valuesOf } from "./summary.ts";

interface SparklineProps<S extends { t: number }> {
  entries: readonly Entry<S>[];
  read: Reader<S>;
  /** The stretch of time that is shown, in ms. */
  from: number;
  to: number;
  /** What it is a line of. */
  label: string;
  formatValue(value: number): string;
}

const WIDTH = 300;
const HEIGHT = 40;

/** A small line without axes; its name says from where to where it runs. */
export function Sparkline<S extends { t: number }>(props: SparklineProps<S>) {
  const { entries, read, from, to, label, formatValue } = props;
  const t = useMessages();
  const shown = visible(entries, from);
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
      className="h-11 w-full overflow-hidden"
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
        className="stroke-chart-active"
        strokeWidth={1.75}
        strokeLinejoin="round"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
