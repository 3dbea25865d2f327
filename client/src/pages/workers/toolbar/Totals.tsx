import { useMemo } from "react";
import type { WorkerRow } from "../../../../../server/types.ts";
import { useFormat } from "../../../format/useFormat.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { isHistory } from "../../../insight/counts.ts";
import type { RatesOfRows } from "../../../insight/rowRates.ts";
import { formatWorkerCount, type Summed, type Sums, sumRows } from "../rows/values.ts";
import { SumValue } from "../table/Value.tsx";

interface TotalsProps {
  /** The rows that match the filters. */
  rows: readonly WorkerRow[];
  all: readonly WorkerRow[];
  rates: RatesOfRows;
  /** Whether they may wrap; otherwise those that don't fit are cut off. */
  wraps: boolean;
}

/** The most important ones first: if there is no room, the last ones are cut off. */
const TOTALS: readonly Summed[] = [
  "errors",
  "requests",
  "requestRate",
  "errorRate",
  "cpu",
  "rss",
  "responseMs",
  "avgResponseTimeMs",
  "heapUsed",
];

/** How many there are on a phone, where they wrap. */
const WRAPPED = 6;

/** The number of rows shown, and of all if some are not. */
function useRowCount(sums: Sums, { rows, all }: TotalsProps): string {
  const t = useWorkersMessages();
  const { count } = useFormat();
  if (rows.length === all.length || (sums.workers === 0 && sums.ended > 0)) {
    return formatWorkerCount(sums, t.workers);
  }
  const held = all.filter((row) => !isHistory(row)).length;
  const shown = t.workers.filtered(count(sums.workers), t.workers.count(held));
  return sums.ended === 0 ? shown : `${shown} + ${t.workers.countEnded(sums.ended)}`;
}

/** The counts of ended apps, next to the sum of the others: `(+73 ended)`. */
function EndedCount({ sums, column }: { sums: Sums; column: Summed }) {
  const t = useWorkersMessages();
  const { count } = useFormat();
  if (column !== "requests" && column !== "errors") return null;
  const ended = sums.endedCounts[column];
  if (ended === 0 || sums.workers === 0) return null;
  return (
    <span className="font-normal text-muted-foreground"> {t.workers.andEnded(count(ended))}</span>
  );
}

/** The totals of the rows shown. */
export function Totals(props: TotalsProps) {
  const { rows, rates, wraps } = props;
  const t = useWorkersMessages();
  const { duration } = useFormat();
  const sums = useMemo(() => sumRows(rows, rates), [rows, rates]);
  return (
    <dl
      aria-label={t.workers.totals}
      data-testid="totals"
      title={t.workers.totalsHint(duration(rates.seconds))}
      className={`flex flex-wrap gap-x-4 text-xs [line-height:1.25rem] ${wraps ? "" : "h-5 overflow-hidden"}`}
    >
      <div>
        <dt className="sr-only">{t.workers.title}</dt>
        <dd className="font-semibold tabular-nums">{useRowCount(sums, props)}</dd>
      </div>
      {rows.length > 0 &&
        TOTALS.slice(0, wraps ? WRAPPED : undefined).map((column) => (
          <div key={column} className="flex gap-1.5 whitespace-nowrap">
            <dt className="text-muted-foreground">{t.workers.column[column]}</dt>
            {/* As wide as most values: otherwise each update would move the totals after it. */}
            <dd className="min-w-[6ch] font-semibold tabular-nums">
              <SumValue sums={sums} column={column} />
              <EndedCount sums={sums} column={column} />
            </dd>
          </div>
        ))}
    </dl>
  );
}

/** The id of the hint, which describes the table while its order is held. */
export const ORDER_HINT_ID = "order-hint";

interface OrderHintProps {
  held: boolean;
  onSort(): void;
}

/**
 * Says that the order is held, with a button that sorts again. It keeps its room while it is hidden, so
 * that nothing moves when it appears. The button is for the pointer and takes no focus: with the focus
 * elsewhere the order is not held anyway.
 */
export function OrderHint({ held, onSort }: OrderHintProps) {
  const t = useWorkersMessages();
  return (
    <span
      data-testid="held"
      className={`flex min-w-0 items-center gap-2 text-xs whitespace-nowrap text-muted-foreground ${held ? "" : "invisible"}`}
    >
      <span id={ORDER_HINT_ID} className="truncate">
        {t.workers.orderHeld}
      </span>
      <button
        type="button"
        aria-hidden
        tabIndex={-1}
        className="font-medium text-primary-text underline underline-offset-4"
        onMouseDown={(event) => event.preventDefault()}
        onClick={onSort}
      >
        {t.workers.sortNow}
      </button>
    </span>
  );
}
