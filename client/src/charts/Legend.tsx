import type { ChartSeries } from "./options.ts";

interface ReadoutProps {
  series: readonly ChartSeries[];
  /** The values at the pointer, else the last ones; already written. */
  values: readonly string[];
  when: string;
}

/** The legend (two lines of it have room on a phone, so that the chart below stays), with the values at the pointer or the last ones. */
export function Readout({ series, values, when }: ReadoutProps) {
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
      <span className="ml-auto text-muted-foreground">{when}</span>
    </div>
  );
}
