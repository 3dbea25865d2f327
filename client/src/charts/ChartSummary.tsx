import type { Entry } from "../data/feed/samples.ts";
import { useFormat } from "../format/useFormat.ts";
import { usePanelMessages } from "../i18n/language.ts";
import type { Marker } from "./markers.ts";
import type { Reader } from "./series.ts";
import { countGaps, summarize, valuesOf } from "./summary.ts";

interface ChartSummaryProps<S extends { t: number }> {
  title: string;
  /** The time that is shown, in words. */
  period: string;
  entries: readonly Entry<S>[];
  /** The value that is described. */
  main: Reader<S>;
  markers: readonly Marker[];
  formatValue(value: number): string;
}

/** The most markers that are listed: the latest ones. */
const MAX_LISTED = 10;

/** A chart in words, for screen readers; changes are not announced. */
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
