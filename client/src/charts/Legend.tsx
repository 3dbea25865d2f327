import { usePanelMessages } from "../i18n/language.ts";
import { MARKER_LOOKS, type Marker, type MarkerKind } from "./marks.ts";
import type { ChartSeries } from "./options.ts";

interface LegendProps {
  series: readonly ChartSeries[];
  /** Formatted: the values at the pointer, or the latest. */
  values: readonly string[];
  /** Formatted: when they were measured. */
  time: string;
  /** The markers in the chart. */
  markers: readonly Marker[];
  /** The one at the pointer. */
  pointed: Marker | undefined;
}

function Shape({ kind }: { kind: MarkerKind }) {
  const [color, outline] = MARKER_LOOKS[kind];
  return (
    <svg viewBox="-6 -6 12 12" aria-hidden className="size-2.5 forced-color-adjust-none">
      <polygon points={outline.join(" ")} style={{ fill: `var(--${color})` }} />
    </svg>
  );
}

/** The number of markers of each kind, or the text of the one at the pointer. */
function Markers({ markers, pointed }: Pick<LegendProps, "markers" | "pointed">) {
  const { charts: t } = usePanelMessages();
  if (pointed) {
    return (
      <span className="inline-flex min-w-0 items-center gap-1.5">
        <Shape kind={pointed.kind} />
        <bdi className="truncate font-semibold">{pointed.text}</bdi>
      </span>
    );
  }
  const kinds = Object.keys(MARKER_LOOKS) as MarkerKind[];
  return kinds.map((kind, index) => {
    const count = markers.filter((marker) => marker.kind === kind).length;
    return (
      count > 0 && (
        <span
          key={kind}
          className="inline-flex min-w-0 items-center gap-1.5"
          style={{ gridColumn: index + 1 }}
        >
          <Shape kind={kind} />
          <span className="truncate text-muted-foreground">{t.marked[kind]}</span>
          <span className="font-semibold">{count}</span>
        </span>
      )
    );
  });
}

/** A chart's legend with values. Its parts have fixed places and its height is fixed, so that nothing moves. */
export function Legend({ series, values, time, markers, pointed }: LegendProps) {
  return (
    <div aria-hidden className="mb-1 text-xs tabular-nums">
      <div className="flex flex-wrap content-start gap-x-4 gap-y-0.5 max-sm:min-h-8.5">
        {series.map(({ label, color }, index) => (
          <span key={label} className="inline-flex items-center gap-1.5">
            <span
              className="size-2.5 rounded-sm forced-color-adjust-none"
              style={{ background: `var(--${color})` }}
            />
            <span className="text-muted-foreground">{label}</span>
            <span className="min-w-15 font-semibold">{values[index]}</span>
          </span>
        ))}
        <span className="ml-auto text-muted-foreground">{time}</span>
      </div>
      <div className={`mt-0.5 h-4 ${pointed ? "flex" : "grid grid-cols-3 gap-x-2"}`}>
        <Markers markers={markers} pointed={pointed} />
      </div>
    </div>
  );
}
