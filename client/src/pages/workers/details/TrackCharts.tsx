import { Sparkline } from "../../../charts/Sparkline.tsx";
import { summarize, valuesOf } from "../../../charts/summary.ts";
import type { Entry } from "../../../data/feed/samples.ts";
import type { Track } from "../../../data/stats/tracks.ts";
import { useFormat } from "../../../format/useFormat.ts";
import { useMessages, useWorkersMessages } from "../../../i18n/language.ts";
import { SrSeparator } from "../../../ui/SrSeparator.tsx";
import { trackRates, trackValues, type ValuePoint } from "./trackSeries.ts";

const read = (point: ValuePoint) => point.value;

interface TrackLineProps {
  label: string;
  entries: readonly Entry<ValuePoint>[];
  /** The time range that is shown, in ms. */
  from: number;
  to: number;
  formatValue(value: number): string;
}

/** A sparkline with its last value, its range and its times; for screen readers they are in its name. */
function TrackLine({ label, entries, from, to, formatValue }: TrackLineProps) {
  const t = useWorkersMessages();
  const { notAvailable } = useMessages();
  const { clock } = useFormat();
  const values = valuesOf(entries, read);
  const summary = summarize(values);
  // A single value is not a line.
  const isLine = values.filter((value) => value !== null).length > 1;
  return (
    <div className="mt-2 tabular-nums">
      <p className="flex items-baseline justify-between gap-3">
        <span className="label">{label}</span>
        {!isLine && <SrSeparator />}
        <span aria-hidden={isLine} className="font-semibold">
          {summary ? formatValue(summary.last) : notAvailable}
        </span>
      </p>
      {isLine && (
        <>
          <Sparkline {...{ label, entries, read, from, to, formatValue }} />
          <p aria-hidden className="flex justify-between gap-3 text-xs text-muted-foreground">
            <span>{clock(from)}</span>
            {summary && (
              <span>{t.details.range(formatValue(summary.min), formatValue(summary.max))}</span>
            )}
            <span>{clock(to)}</span>
          </p>
        </>
      )}
    </div>
  );
}

/** A worker's history since the page was opened. */
export function TrackCharts({ track }: { track: Track }) {
  const t = useWorkersMessages();
  const { rate, bytes, clock } = useFormat();
  const { points } = track;
  const [from, to] = [points[0]?.t ?? 0, points.at(-1)?.t ?? 0];
  const hasMemory = points.some(({ row }) => row.memoryKnown);
  const memory = (name: "rss" | "heapUsed") =>
    trackValues(points, (row) => (row.memoryKnown ? row.memory[name] : null));
  const lines = [
    { label: t.details.requestRate, entries: trackRates(points), formatValue: rate },
    ...(hasMemory
      ? [
          { label: t.details.memory, entries: memory("rss"), formatValue: bytes },
          { label: t.details.heap, entries: memory("heapUsed"), formatValue: bytes },
        ]
      : []),
  ];
  return (
    <section className="mt-3.5">
      <h3 className="font-semibold">{t.details.history}</h3>
      <p className="text-xs text-muted-foreground">
        {t.details.historyHint(points.length, clock(from), clock(to))}
      </p>
      {points.length > 1 &&
        lines.map((line) => <TrackLine key={line.label} {...line} from={from} to={to} />)}
    </section>
  );
}
