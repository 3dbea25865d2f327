import type { ChartSeries } from "./options.ts";

interface LegendProps {
  series: readonly ChartSeries[];
  /** Formatted: the values at the pointer, or the latest. */
  values: readonly string[];
  /** Formatted: when they were measured. */
  time: string;
}

/** A chart's legend with values. On a phone it always takes two lines, so that the chart below doesn't move. */
export function Legend({ series, values, time }: LegendProps) {
  return (
    <div
      aria-hidden
      className="mb-1 flex flex-wrap content-start items-baseline gap-x-4 max-sm:min-h-8.5 gap-y-0.5 text-xs tabular-nums"
    >
      {series.map(({ label, color }, index) => (
        <span key={label} className="inline-flex items-center gap-1.5">
          <span
            className="size-2.5 rounded-sm forced-color-adjust-none"
            style={{ background: `var(--${color})` }}
          />
          <span className="text-muted-foreground">{label}</span>
          <span className="font-semibold">{values[index]}</span>
        </span>
      ))}
      <span className="ml-auto text-muted-foreground">{time}</span>
    </div>
  );
}
