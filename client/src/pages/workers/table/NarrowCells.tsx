import type { ReactNode } from "react";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { SrSeparator } from "../../../ui/SrSeparator.tsx";
import type { Column } from "../columns.ts";
import { listedColumns, type Pairs } from "./layout.ts";

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

interface PairCellsProps {
  pairs: Pairs;
  /** Renders a column's value. */
  renderValue(column: Column): ReactNode;
}

/** The cells of the pairs layout. The table's head only names the first value of each. */
export function PairCells({ pairs, renderValue }: PairCellsProps) {
  const t = useWorkersMessages();
  return pairs.map(([first, second]) => (
    <td
      key={first}
      className={`py-0.5 align-middle leading-[1.0625rem] tabular-nums ${first === "state" ? "pl-2" : "pr-3 pl-1 text-right"}`}
    >
      {renderValue(first)}
      <SrSeparator />
      <span className="mt-0.5 block truncate text-xs leading-4 text-muted-foreground">
        {t.workers.column[second]} {renderValue(second)}
      </span>
    </td>
  ));
}
