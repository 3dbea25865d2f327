import { useMemo } from "react";
import type { WorkerRow } from "../../../server/types.ts";
import { useFormat } from "../format/useFormat.ts";
import { useWorkersMessages } from "../i18n/locale.ts";
import type { Column } from "./columns.ts";
import { sumOf, sumRows } from "./sums.ts";
import { NumberValue } from "./Value.tsx";

const SUMMED = [
  "requests",
  "errors",
  "avgResponseTimeMs",
  "rss",
  "heapUsed",
] as const satisfies readonly Column[];

interface TotalsProps {
  rows: readonly WorkerRow[];
  /** How many there are without filters. */
  all: number;
}

/** What the rows that are shown come to. */
export function Totals({ rows, all }: TotalsProps) {
  const t = useWorkersMessages();
  const { count } = useFormat();
  const sums = useMemo(() => sumRows(rows), [rows]);
  const number =
    rows.length === all
      ? t.workers.count(all)
      : t.workers.shown(count(rows.length), t.workers.count(all));
  return (
    <dl
      aria-label={t.workers.totals}
      data-testid="totals"
      className="flex flex-wrap items-baseline gap-x-5 gap-y-1 text-xs"
    >
      <div className="flex gap-1.5">
        <dt className="sr-only">{t.workers.title}</dt>
        <dd className="font-semibold tabular-nums">{number}</dd>
      </div>
      {SUMMED.map((column) => (
        <div key={column} className="flex gap-1.5">
          <dt className="text-muted-foreground">{t.workers.column[column]}</dt>
          <dd className="font-semibold tabular-nums">
            {sums.memoryUnknown > 0 &&
              (column === "rss" || column === "heapUsed") &&
              sumOf(sums, column) !== null &&
              "≥ "}
            <NumberValue column={column} value={sumOf(sums, column)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
