import { lazy, type ReactNode, useMemo, useState } from "react";
import { type Entry, isGap } from "../data/feed/samples.ts";
import { useFormat } from "../format/useFormat.ts";
import { useMessages } from "../i18n/language.ts";
import { Icon } from "../ui/Icon.tsx";
import { Table2 } from "../ui/icons.ts";
import { LazyBoundary } from "../ui/LazyBoundary.tsx";
import { Panel } from "../ui/Panel.tsx";
import { ChartTable } from "./ChartTable.tsx";
import { Legend } from "./Legend.tsx";
import type { ChartLook } from "./options.ts";
import { minTopWith, scaleTop } from "./scale.ts";
import { chartColumns, entriesSince, maxOf, type Reader } from "./series.ts";
import { countGaps, summarize, tableRows, valuesOf } from "./summary.ts";
import { chartStart, type WindowMinutes } from "./timeWindow.ts";

/** With uPlot, the largest part of the page: it loads after the first paint, into the room kept for it. */
const TimeSeries = lazy(async () => ({ default: (await import("./TimeSeries.tsx")).TimeSeries }));

const HEIGHT = 208;
const TABLE_ROWS = 15;

interface ChartPanelProps<S extends { t: number }> {
  title: string;
  look: ChartLook;
  entries: readonly Entry<S>[];
  /** One for each series of the look. */
  readers: readonly Reader<S>[];
  /** The value that the text summary describes. */
  main: Reader<S>;
  window: WindowMinutes;
  /** The right edge, in ms. */
  end: number;
  /** The smallest top of the scale. */
  minTop: number;
  /** A value that the scale includes if the others come near it. */
  level?: number;
  actions?: ReactNode;
}

interface SummaryProps<S extends { t: number }> {
  chart: ChartPanelProps<S>;
  entries: readonly Entry<S>[];
}

/** The chart in words, for screen readers; changes are not announced. */
function Summary<S extends { t: number }>({ chart, entries }: SummaryProps<S>) {
  const t = useMessages();
  const { title, look, main, window } = chart;
  const summary = summarize(valuesOf(entries, main));
  const gaps = countGaps(entries);
  const [min, max, last] = summary
    ? [summary.min, summary.max, summary.last].map(look.formatValue)
    : [];
  return (
    <p className="sr-only" data-testid="chart-summary">
      {min && max && last
        ? t.chart.summary(title, t.chart.lastMinutes(window), min, max, last)
        : t.chart.summaryEmpty}
      {gaps > 0 && ` ${t.chart.gaps(gaps)}`}
    </p>
  );
}

/** In the legend where there is no sample at the pointer. */
const NO_VALUE = "–";

/** The legend's values: those at the pointer, or the latest. `cursor` in seconds. */
function useLegend<S extends { t: number }>(
  { readers, look }: ChartPanelProps<S>,
  entries: readonly Entry<S>[],
  cursor: number | null,
) {
  const t = useMessages();
  const { clock } = useFormat();
  const at = entries.findLast((entry) =>
    cursor === null ? !isGap(entry) : entry.t / 1_000 === cursor,
  );
  const none = cursor === null ? t.chart.noData : NO_VALUE;
  const values = readers.map((read) => {
    const value = at && !isGap(at) ? read(at) : null;
    return value === null ? none : look.formatValue(value);
  });
  const time = at?.t ?? (cursor === null ? null : cursor * 1_000);
  return { values, time: time === null ? "" : clock(time) };
}

/** A panel with a chart, its legend, a summary in words, and a table on demand. */
export function ChartPanel<S extends { t: number }>(props: ChartPanelProps<S>) {
  const { title, look, readers, window, end, minTop, level = 0, actions } = props;
  const t = useMessages();
  const [cursor, setCursor] = useState<number | null>(null);
  const [hasTable, setHasTable] = useState(false);
  const from = chartStart(props.entries[0]?.t, end, window);
  const entries = useMemo(() => entriesSince(props.entries, from), [props.entries, from]);
  const data = useMemo(
    () => chartColumns(entries, readers, look.stacked ?? false),
    [entries, readers, look.stacked],
  );
  const max = maxOf(data);
  const frame = { from, to: end, top: scaleTop(max, minTopWith(level, max, minTop)) };
  const tableButton = (
    <button
      type="button"
      className="control-quiet"
      aria-expanded={hasTable}
      onClick={() => setHasTable(!hasTable)}
    >
      <Icon node={Table2} className="size-3.5" />
      {t.chart.table}
    </button>
  );
  return (
    <Panel
      title={title}
      actions={
        <>
          {actions}
          {tableButton}
        </>
      }
    >
      <Summary chart={props} entries={entries} />
      <Legend series={look.series} {...useLegend(props, entries, cursor)} />
      <LazyBoundary fallback={<div style={{ height: HEIGHT }} />}>
        <TimeSeries look={look} data={data} frame={frame} height={HEIGHT} onCursor={setCursor} />
      </LazyBoundary>
      {hasTable && (
        <ChartTable
          caption={title}
          heads={look.series.map(({ label }) => label)}
          rows={tableRows(entries, readers, { from, to: end }, TABLE_ROWS)}
          formatValue={look.formatValue}
        />
      )}
    </Panel>
  );
}
