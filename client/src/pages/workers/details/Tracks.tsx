import type { WorkerRow } from "../../../../../server/types.ts";
import { sparklinePath } from "../../../charts/Sparkline.tsx";
import { summarize, valuesOf } from "../../../charts/series.ts";
import { type Entry, isGap } from "../../../data/feed/samples.ts";
import type { Track, TrackPoint } from "../../../data/stats/tracks.ts";
import { useFormat } from "../../../format/useFormat.ts";
import { useDetailsMessages, useMessages } from "../../../i18n/language.ts";
import { type RowRates, ratesOf } from "../../../insight/rowRates.ts";
import { SrSeparator } from "../../../ui/SrSeparator.tsx";

type Series = readonly Entry<ValuePoint>[];

const read = (point: ValuePoint) => point.value;
const [WIDTH, HEIGHT] = [300, 40];

interface TrackChartProps {
  label: string;
  entries: Series;
  /** A second, dashed line of the same scale. */
  beside?: { label: string; entries: Series };
  /** The time range that is shown, in ms. */
  from: number;
  to: number;
  formatValue(value: number): string;
}

function useSummary(entries: Series, formatValue: (value: number) => string) {
  const t = useDetailsMessages();
  const values = valuesOf(entries, read);
  const summary = summarize(values);
  return {
    max: summary?.max ?? 0,
    last: summary && formatValue(summary.last),
    range: summary && t.details.range(formatValue(summary.min), formatValue(summary.max)),
    // A single value is not a line.
    isLine: values.filter((value) => value !== null).length > 1,
  };
}

/** A small chart with its last values, its range and its times; for screen readers they are in its name. */
function TrackChart({ label, entries, beside, from, to, formatValue }: TrackChartProps) {
  const { notAvailable } = useMessages();
  const { clock } = useFormat();
  const { max, last, range, isLine } = useSummary(entries, formatValue);
  const second = useSummary(beside?.entries ?? [], formatValue);
  const now = beside && second.last ? `${last}, ${beside.label} ${second.last}` : last;
  const frame = { from, to, top: max * 1.1, width: WIDTH, height: HEIGHT };
  const line = (of: Series, look: string) => (
    <path
      d={sparklinePath(of, read, frame)}
      className={look}
      fill="none"
      strokeWidth={1.75}
      strokeLinejoin="round"
      strokeLinecap="round"
      vectorEffect="non-scaling-stroke"
    />
  );
  return (
    <div className="mt-2 tabular-nums">
      <p className="flex items-baseline justify-between gap-3">
        <span className="label">{label}</span>
        {!isLine && <SrSeparator />}
        <span aria-hidden={isLine} className="font-semibold">
          {now ?? notAvailable}
        </span>
      </p>
      {isLine && (
        <>
          <svg
            role="img"
            aria-label={`${label}: ${range}; ${now}`}
            viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`}
            preserveAspectRatio="none"
            className="h-9 w-full overflow-hidden border-b"
          >
            <title>{`${label}: ${range}`}</title>
            {line(entries, "stroke-chart-active")}
            {beside && line(beside.entries, "stroke-chart-idle [stroke-dasharray:4_3]")}
          </svg>
          <p aria-hidden className="flex justify-between gap-3 text-xs text-muted-foreground">
            <span>{clock(from)}</span>
            <span>{range}</span>
            <span>{clock(to)}</span>
          </p>
        </>
      )}
    </div>
  );
}

/** Leaves out unknown values, so that the line joins those of requests that are far apart. */
function withoutUnknown(entries: Series): Series {
  return entries.filter((entry) => isGap(entry) || entry.value !== null);
}

/** A worker's history since the page was opened. */
export function TrackCharts({ track }: { track: Track }) {
  const { details: t } = useDetailsMessages();
  const { rate, bytes, clock, percent, ms } = useFormat();
  const { points } = track;
  const [from, to] = [points[0]?.t ?? 0, points.at(-1)?.t ?? 0];
  const memory = (name: "rss" | "heapUsed") =>
    trackValues(points, (row) => (row.memoryKnown ? row.memory[name] : null));
  const charts = [
    {
      label: t.requestRate,
      entries: trackRates(points, ({ requestRate }) => requestRate),
      formatValue: rate,
    },
    {
      label: t.errorRate,
      entries: trackRates(points, ({ errors }, seconds) =>
        errors === null ? null : errors / seconds,
      ),
      formatValue: rate,
    },
    {
      label: t.response,
      entries: withoutUnknown(trackRates(points, ({ responseMs }) => responseMs)),
      formatValue: ms,
    },
    { label: t.cpu, entries: trackRates(points, ({ cpu }) => cpu), formatValue: percent },
    {
      label: t.memory,
      entries: memory("rss"),
      beside: { label: t.heap, entries: memory("heapUsed") },
      formatValue: bytes,
    },
  ];
  return (
    <section className="mt-3.5">
      <h3 className="font-semibold">{t.history}</h3>
      <p className="text-xs text-muted-foreground">
        {t.historyHint(points.length, clock(from), clock(to))}
      </p>
      {points.length > 1 &&
        charts.map((chart) => <TrackChart key={chart.label} {...chart} from={from} to={to} />)}
    </section>
  );
}

/** A value at a time. */
export interface ValuePoint {
  t: number;
  value: number | null;
}

/** A track's values over time, with gaps where readings were missed. */
export function trackValues(
  points: readonly TrackPoint[],
  read: (row: WorkerRow) => number | null,
): Entry<ValuePoint>[] {
  return points.flatMap(({ t, row, afterGap }, index): Entry<ValuePoint>[] => {
    const before = points[index - 1];
    const value = { t, value: read(row) };
    if (before === undefined || !afterGap) return [value];
    return [{ t: (before.t + t) / 2, gap: true }, value];
  });
}

/** The increases from each reading to the next; `null` if the counts decreased or are unknown. */
export function trackRates(
  points: readonly TrackPoint[],
  read: (rates: RowRates, seconds: number) => number | null,
): Entry<ValuePoint>[] {
  return points.slice(1).flatMap(({ t, row, afterGap }, index): Entry<ValuePoint>[] => {
    const before = points[index];
    if (before === undefined || t <= before.t) return [];
    if (afterGap) return [{ t, gap: true }];
    const rates =
      row.requests < before.row.requests ? undefined : ratesOf(before.row, row, t - before.t);
    return [{ t, value: rates ? read(rates, (t - before.t) / 1_000) : null }];
  });
}

/** When the event loop of a blocked worker last responded, in ms; `null` if it isn't blocked. */
export function blockedSince({ points }: Pick<Track, "points">): number | null {
  const last = points.at(-1);
  if (!last?.row.blocked) return null;
  const { sampledSecondsAgo } = last.row;
  if (sampledSecondsAgo !== undefined) return last.t - sampledSecondsAgo * 1_000;
  const before = points.findLastIndex(({ row }) => !row.blocked);
  return points[before + 1]?.t ?? null;
}
