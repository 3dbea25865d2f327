import type { ReactNode } from "react";
import { useWorkersMessages } from "../../../i18n/language.ts";
import type { Column } from "../columns.ts";
import { listedColumns } from "./layout.ts";

interface ValuesProps {
  columns: readonly Column[];
  /** What stands at a column's name. */
  show(column: Column): ReactNode;
}

/** The cell of a list: a line for each value, with its name. */
export function Values({ columns, show }: ValuesProps) {
  const t = useWorkersMessages();
  return (
    <td className="pr-3 pl-1 align-middle">
      <dl className="text-xs">
        {listedColumns(columns).map((column) => (
          <div key={column} className="flex h-5 items-center justify-between gap-2">
            <dt className="truncate text-muted-foreground">{t.workers.column[column]}</dt>
            <dd className="whitespace-nowrap tabular-nums">{show(column)}</dd>
          </div>
        ))}
      </dl>
    </td>
  );
}
