import { useMemo } from "react";
import type { WorkerRow } from "../../../../../server/types.ts";
import { useFormat } from "../../../format/useFormat.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { formatWorkerCount, SUMMED, type Sums, sumRows } from "../rows/sums.ts";
import { SumValue } from "../table/Value.tsx";

interface TotalsProps {
  /** The rows that match the filters. */
  rows: readonly WorkerRow[];
  all: readonly WorkerRow[];
  /** Whether they may wrap; otherwise those that don't fit are cut off. */
  wraps: boolean;
}

const TOTALS = SUMMED.filter((column) => column !== "uptime");

/** The number of rows shown, and of all if some are not. */
function useRowCount(sums: Sums, { rows, all }: TotalsProps): string {
  const t = useWorkersMessages();
  const { count } = useFormat();
  const live = useMemo(() => all.filter(({ state }) => state !== "terminated").length, [all]);
  if (rows.length === all.length || (sums.workers === 0 && sums.ended > 0)) {
    return formatWorkerCount(sums, t.workers);
  }
  const shown = t.workers.filtered(count(sums.workers), t.workers.count(live));
  return sums.ended === 0 ? shown : `${shown} + ${t.workers.countEnded(sums.ended)}`;
}

/** The totals of the rows shown. */
export function Totals(props: TotalsProps) {
  const { rows, wraps } = props;
  const t = useWorkersMessages();
  const sums = useMemo(() => sumRows(rows), [rows]);
  return (
    <dl
      aria-label={t.workers.totals}
      data-testid="totals"
      title={t.workers.totalsHint}
      className={`flex flex-wrap gap-x-4 text-xs leading-5 ${wraps ? "" : "h-5 overflow-hidden"}`}
    >
      <div>
        <dt className="sr-only">{t.workers.title}</dt>
        <dd className="font-semibold tabular-nums">{useRowCount(sums, props)}</dd>
      </div>
      {rows.length > 0 &&
        TOTALS.map((column) => (
          <div key={column} className="flex gap-1.5 whitespace-nowrap">
            <dt className="text-muted-foreground">{t.workers.column[column]}</dt>
            <dd className="font-semibold tabular-nums">
              <SumValue sums={sums} column={column} />
            </dd>
          </div>
        ))}
    </dl>
  );
}
