import { Table2 } from "lucide-react";
import { lazy, type ReactNode, useMemo, useState } from "react";
import { type Entry, isGap } from "../data/feed/samples.ts";
import { useFormat } from "../format/useFormat.ts";
import { useMessages } from "../i18n/language.ts";
import { Late } from "../ui/LazyBoundary.tsx";
import { Panel } from "../ui/Panel.tsx";
import { Readout } from "./Legend.tsx";
import type { ChartLook } from "./options.ts";
import { leastWith, scaleTop } from "./scale.ts";
import { chartColumns, greatestOf, type Reader, visible } from "./series.ts";
import { countGaps, summarize, tableRows, valuesOf } from "./summary.ts";
import { TimeSeries } from "./TimeSeries.tsx";
import { chartStart, type WindowMinutes } from "./timeWindow.ts";

interface ChartPanelProps<S extends { t: number }> {
  title: string;
  look: ChartLook;
  history: readonly Entry<S>[];
  /** One for each series of the look. */
  readers: readonly Reader<S>[];
  /** The value that the summary in words is about. */
  main: Reader<S>;
  window: WindowMinutes;
  /** The present, in ms: the window's right edge. */
  now: number;
  /** The least top of the scale. */
  leastTop: number;
  /** A value that the scale shows too, where the others come near it. */
  level?: number;
  actions?: ReactNode;
}

/** Loaded when first asked for: most never look at it. */
const ChartTable = lazy(async () => ({ default: (await import("./ChartTable.tsx")).ChartTable }));

const HEIGHT = 208;
const TABLE_ROWS = 15;

/** The chart in words, for those who do not see it; it is read when visited, not when it changes. */
function Words<S extends { t: number }>({
  props,
  entries,
}: {
  props: ChartPanelProps<S>;
  entries: readonly Entry<S>[];
}) {
  const t = useMessages();
  const { title, look, main, window } = props;
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

function TableButton({ open, onClick }: { open: boolean; onClick(): void }) {
  const t = useMessages();
  return (
    <button type="button" className="control-quiet" aria-expanded={open} onClick={onClick}>
      <Table2 aria-hidden className="size-3.5" />
      {t.chart.table}
    </button>
  );
}

/** Stands in the legend where the pointer is at no sample. */
const NOTHING = "–";

/** The legend's values: those at the pointer, else the last ones. `cursor` in seconds. */
function useReadout<S extends { t: number }>(
  props: ChartPanelProps<S>,
  entries: readonly Entry<S>[],
  cursor: number | null,
) {
  const t = useMessages();
  const { clock } = useFormat();
  const at = entries.findLast((entry) =>
    cursor === null ? !isGap(entry) : entry.t / 1_000 === cursor,
  );
  const nothing = cursor === null ? t.chart.noData : NOTHING;
  const values = props.readers.map((read) => {
    const value = at && !isGap(at) ? read(at) : null;
    return value === null ? nothing : props.look.formatValue(value);
  });
  const moment = at?.t ?? (cursor === null ? null : cursor * 1_000);
  return { values, when: moment === null ? "" : clock(moment) };
}

/** A panel with a chart, its legend, a summary in words and a table on demand. */
export function ChartPanel<S extends { t: number }>(props: ChartPanelProps<S>) {
  const { title, look, history, readers, window, now, leastTop, level = 0, actions } = props;
  const [cursor, setCursor] = useState<number | null>(null);
  const [tabled, setTabled] = useState(false);
  const from = chartStart(history[0]?.t, now, window);
  const entries = useMemo(() => visible(history, from), [history, from]);
  const data = useMemo(
    () => chartColumns(entries, readers, look.stacked ?? false),
    [entries, readers, look.stacked],
  );
  const readout = useReadout(props, entries, cursor);
  const greatest = greatestOf(data);
  const top = scaleTop(greatest, leastWith(level, greatest, leastTop));
  const frame = { from, to: now, top };
  const button = <TableButton open={tabled} onClick={() => setTabled(!tabled)} />;
  return (
    <Panel
      title={title}
      actions={
        <>
          {actions}
          {button}
        </>
      }
    >
      <Words props={props} entries={entries} />
      <Readout series={look.series} {...readout} />
      <TimeSeries look={look} data={data} frame={frame} height={HEIGHT} onCursor={setCursor} />
      <Late>
        {tabled && (
          <ChartTable
            caption={title}
            heads={look.series.map(({ label }) => label)}
            rows={tableRows(entries, readers, { from, to: now }, TABLE_ROWS)}
            formatValue={look.formatValue}
          />
        )}
      </Late>
    </Panel>
  );
}
