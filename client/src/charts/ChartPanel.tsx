import { type ReactNode, useMemo, useState } from "react";
import { type Entry, isGap } from "../data/feed/samples.ts";
import { useFormat } from "../format/useFormat.ts";
import { usePanelMessages } from "../i18n/language.ts";
import { Icon } from "../ui/Icon.tsx";
import { Table2 } from "../ui/icons.ts";
import { LazyBoundary, lazyPart } from "../ui/lazyPart.tsx";
import { Panel } from "../ui/Panel.tsx";
import { minTopWith, scaleTop } from "./axes.ts";
import { ChartSummary, ChartTable, tableRows } from "./ChartText.tsx";
import { chartColumns, maxOf } from "./columns.ts";
import { Legend } from "./Legend.tsx";
import { type Marker, markerAt, markersWithin } from "./marks.ts";
import type { ChartLook } from "./options.ts";
import { entriesSince, type Reader } from "./series.ts";

/** Includes uPlot, the largest part of the page: it loads after the first paint, into reserved space. */
const TimeSeries = lazyPart(async () => (await import("./TimeSeries.tsx")).TimeSeries);

const HEIGHT = 208;
const TABLE_ROWS = 15;

/** The time range that all charts of a page share. */
export interface ChartRange {
  /** The left and the right edge, in ms. */
  from: number;
  to: number;
  /** The range in words. */
  period: string;
  /** Oldest first. */
  markers: readonly Marker[];
}

interface ChartPanelProps<S extends { t: number }> {
  title: string;
  look: ChartLook;
  range: ChartRange;
  entries: readonly Entry<S>[];
  /** One for each series of the chart. */
  readers: readonly Reader<S>[];
  /** The value of the text summary. */
  main: Reader<S>;
  /** The minimum end of the scale. */
  minTop: number;
  /** A value that the scale includes once the others come near it. */
  level?: number;
  actions?: ReactNode;
}

/** Shown in the legend if there is no sample. */
const NO_VALUE = "–";

/** The values for the legend: those at the pointer, or the latest. `cursor` in seconds. */
function useLegend<S extends { t: number }>(
  { readers, look }: ChartPanelProps<S>,
  entries: readonly Entry<S>[],
  cursor: number | null,
) {
  const { clock } = useFormat();
  const at = entries.findLast((entry) =>
    cursor === null ? !isGap(entry) : entry.t / 1_000 === cursor,
  );
  const values = readers.map((read) => {
    const value = at && !isGap(at) ? read(at) : null;
    return value === null ? NO_VALUE : look.formatValue(value);
  });
  const time = at?.t ?? (cursor === null ? null : cursor * 1_000);
  return { values, time: time === null ? "" : clock(time) };
}

interface TableButtonProps {
  isOpen: boolean;
  onToggle(): void;
}

function TableButton({ isOpen, onToggle }: TableButtonProps) {
  const { charts: t } = usePanelMessages();
  return (
    <button type="button" className="control-quiet" aria-expanded={isOpen} onClick={onToggle}>
      <Icon node={Table2} className="size-3.5" />
      {t.table}
    </button>
  );
}

/** A panel with a chart, its legend, a summary in words, and a table on demand. */
export function ChartPanel<S extends { t: number }>(props: ChartPanelProps<S>) {
  const { title, look, range, readers, main, minTop, level = 0, actions } = props;
  const { from, to, period } = range;
  const [cursor, setCursor] = useState<number | null>(null);
  const [hasTable, setHasTable] = useState(false);
  const entries = useMemo(() => entriesSince(props.entries, from), [props.entries, from]);
  const data = useMemo(
    () => chartColumns(entries, readers, look.stacked ?? false),
    [entries, readers, look.stacked],
  );
  const max = maxOf(data);
  const markers = markersWithin(range.markers, from, to);
  const pointed = cursor === null ? undefined : markerAt(markers, cursor * 1_000, range);
  const frame = { from, to, top: scaleTop(max, minTopWith(level, max, minTop)), markers };
  return (
    <Panel
      title={title}
      hint={period}
      actions={
        <>
          {actions}
          <TableButton isOpen={hasTable} onToggle={() => setHasTable(!hasTable)} />
        </>
      }
    >
      <ChartSummary {...{ title, period, entries, main, markers }} formatValue={look.formatValue} />
      <Legend
        series={look.series}
        {...useLegend(props, entries, cursor)}
        markers={markers}
        pointed={pointed}
      />
      <LazyBoundary fallback={<div style={{ height: HEIGHT }} />}>
        <TimeSeries look={look} data={data} frame={frame} height={HEIGHT} onCursor={setCursor} />
      </LazyBoundary>
      {hasTable && (
        <ChartTable
          caption={title}
          heads={look.series.map(({ label }) => label)}
          rows={tableRows(entries, readers, { from, to }, TABLE_ROWS)}
          formatValue={look.formatValue}
        />
      )}
    </Panel>
  );
}
