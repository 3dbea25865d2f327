import { type Entry, isGap } from "../data/feed/samples.ts";
import { useFormat } from "../format/useFormat.ts";
import { usePanelMessages } from "../i18n/language.ts";
import type { Marker } from "./marks.ts";
import { type Reader, summarize, valuesOf } from "./series.ts";

/** The number of gaps. */
export function countGaps(entries: readonly { t: number }[]): number {
  return entries.filter(isGap).length;
}

interface ChartSummaryProps<S extends { t: number }> {
  title: string;
  /** The chart's time range, in words. */
  period: string;
  entries: readonly Entry<S>[];
  /** The value that is summarized. */
  main: Reader<S>;
  markers: readonly Marker[];
  formatValue(value: number): string;
}

/** The maximum number of markers listed; older ones are left out. */
const MAX_LISTED = 10;

/** A chart in words, for screen readers. Changes are not announced. */
export function ChartSummary<S extends { t: number }>(props: ChartSummaryProps<S>) {
  const { title, period, entries, main, markers, formatValue } = props;
  const { charts: t } = usePanelMessages();
  const { clock } = useFormat();
  const summary = summarize(valuesOf(entries, main));
  const gaps = countGaps(entries);
  const [min, max, last] = summary ? [summary.min, summary.max, summary.last].map(formatValue) : [];
  return (
    <div className="sr-only" data-testid="chart-summary">
      <p>
        {min && max && last ? t.summary(title, period, min, max, last) : t.summaryEmpty}
        {gaps > 0 && ` ${t.gaps(gaps)}`}
      </p>
      {markers.length > 0 && (
        <ul aria-label={t.markers}>
          {markers
            .slice(-MAX_LISTED)
            .reverse()
            .map((marker) => (
              <li key={`${marker.t} ${marker.text}`}>
                {clock(marker.t)}: {marker.text}
              </li>
            ))}
        </ul>
      )}
    </div>
  );
}

/** A row of a chart's table: the last values of an interval, `null` for no data. */
export interface TableRow {
  /** When the values were measured, in ms; without any, the end of the interval. */
  t: number;
  values: (number | null)[];
}

/**
 * Divides a window into `count` intervals, newest first, each with its last values. A sample at the very
 * end of the window belongs to the first; intervals that ended before the first entry are left out.
 */
export function tableRows<S extends { t: number }>(
  entries: readonly Entry<S>[],
  readers: readonly Reader<S>[],
  window: { from: number; to: number },
  count: number,
): TableRow[] {
  const length = (window.to - window.from) / count;
  const start = entries[0]?.t ?? window.from;
  const ends = Array.from({ length: count }, (_, index) => window.to - index * length);
  return ends
    .filter((end) => end >= start)
    .map((end) => {
      const within = entries.filter((entry) => entry.t <= end && entry.t > end - length);
      const last = within.findLast((entry) => !isGap(entry));
      const values = readers.map((read) => (last && !isGap(last) ? read(last) : null));
      return { t: last?.t ?? end, values };
    });
}

interface ChartTableProps {
  caption: string;
  heads: readonly string[];
  rows: readonly TableRow[];
  formatValue(value: number): string;
}

/** A chart's numbers as a table, newest first. */
export function ChartTable({ caption, heads, rows, formatValue }: ChartTableProps) {
  const { charts: t } = usePanelMessages();
  const { clock } = useFormat();
  return (
    <section
      className="mt-3 max-h-64 overflow-auto rounded-md border"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll container must be reachable by keyboard
      tabIndex={0}
      aria-label={`${caption}: ${t.table}`}
    >
      <table className="w-full border-collapse text-xs tabular-nums">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-muted text-left">
          <tr>
            {[t.time, ...heads].map((head) => (
              <th key={head} scope="col" className="px-2 py-1.5 font-medium">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.t} className="border-t">
              <th scope="row" className="px-2 py-1 text-left font-normal">
                {clock(row.t)}
              </th>
              {row.values.map((value, index) => (
                <td key={heads[index]} className="px-2 py-1">
                  {value === null ? (
                    <span className="text-muted-foreground">{t.noData}</span>
                  ) : (
                    formatValue(value)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
