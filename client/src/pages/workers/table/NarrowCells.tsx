import type { ReactNode } from "react";
import type { WorkerRow } from "../../../../../server/types.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { SrSeparator } from "../../../ui/SrSeparator.tsx";
import { type Column, cellValue } from "../columns.ts";
import { StateBadge } from "./labels.tsx";
import { listedColumns } from "./layout.ts";
import { NumberValue } from "./Value.tsx";

interface ListCellProps {
  columns: readonly Column[];
  /** Renders a column's value. */
  renderValue(column: Column): ReactNode;
}

/** The cell of the list layout: a line for each value, with its name. */
export function ListCell({ columns, renderValue }: ListCellProps) {
  const t = useWorkersMessages();
  return (
    <td className="pr-3 pl-1 align-middle">
      <dl className="text-xs">
        {listedColumns(columns).map((column) => (
          <div key={column} className="flex h-5 items-center justify-between gap-2">
            <dt className="truncate text-muted-foreground">{t.workers.column[column]}</dt>
            <dd className="whitespace-nowrap tabular-nums">{renderValue(column)}</dd>
          </div>
        ))}
      </dl>
    </td>
  );
}

interface PairCellProps {
  first: ReactNode;
  /** The column of the second value: the table's head only names the first. */
  column: "uptime" | "rss";
  second: ReactNode;
  className: string;
}

function PairCell({ first, column, second, className }: PairCellProps) {
  const t = useWorkersMessages();
  return (
    <td className={`align-middle tabular-nums ${className}`}>
      {first}
      <SrSeparator />
      <span className="mt-0.5 block text-xs leading-4 text-muted-foreground">
        <span aria-hidden>{t.workers.short[column]} </span>
        <span className="sr-only">{t.workers.column[column]} </span>
        {second}
      </span>
    </td>
  );
}

/** A number of requests with the memory below. */
export function RequestsCell({ requests, rss }: { requests: ReactNode; rss: ReactNode }) {
  const className = "py-0.5 pr-3 pl-1 text-right leading-[1.0625rem]";
  return <PairCell first={requests} column="rss" second={rss} className={className} />;
}

/** A worker's cells in the pairs layout. */
export function PairCells({ row, ended }: { row: WorkerRow; ended: boolean }) {
  const number = (column: "requests" | "rss" | "uptime") => {
    const value = cellValue(row, column);
    return <NumberValue column={column} value={typeof value === "number" ? value : null} />;
  };
  const state = <StateBadge state={row.state} ended={ended} />;
  return (
    <>
      <PairCell first={state} column="uptime" second={number("uptime")} className="pl-2" />
      <RequestsCell requests={number("requests")} rss={number("rss")} />
    </>
  );
}
