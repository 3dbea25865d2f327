import { useWorkersMessages } from "../../../i18n/language.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { ArrowDown, ArrowUp, ArrowUpDown } from "../../../ui/icons.ts";
import { type Column, isNumeric } from "../columns.ts";
import type { WorkersSearch } from "../search.ts";
import { columnHint, type Layout, STICKY_CELL } from "./layout.ts";

interface TableHeadProps {
  columns: readonly Column[];
  layout: Layout;
  search: WorkersSearch;
  /** Whether the first column stays in place when the others scroll sideways. */
  sticky: boolean;
  onSort(column: Column): void;
}

type Direction = "ascending" | "descending" | "none";

const ICONS = { ascending: ArrowUp, descending: ArrowDown, none: ArrowUpDown };

function directionOf({ sort, desc }: WorkersSearch, column: Column): Direction {
  if (sort !== column) return "none";
  return desc ? "descending" : "ascending";
}

interface ColumnHeaderProps {
  column: Column;
  direction: Direction;
  alignRight: boolean;
  sticky: boolean;
  onSort(column: Column): void;
}

function ColumnHeader({ column, direction, alignRight, sticky, onSort }: ColumnHeaderProps) {
  const t = useWorkersMessages();
  return (
    <th
      scope="col"
      aria-sort={direction}
      className={`py-0 font-medium ${column === "app" ? "px-1" : "px-0.5"} ${alignRight ? "text-right" : "text-left"} ${sticky ? `${STICKY_CELL} bg-card` : ""}`}
    >
      <button
        type="button"
        onClick={() => onSort(column)}
        title={columnHint(column, t.workers)}
        className={`group relative inline-flex h-9 max-w-full items-center rounded px-1.5 -outline-offset-2 hover:text-foreground ${direction === "none" ? "text-muted-foreground" : "text-foreground"}`}
      >
        <span className="truncate">{t.workers.column[column]}</span>
        <Icon
          node={ICONS[direction]}
          className={`absolute size-3 ${alignRight ? "-left-2" : "-right-2"} ${direction === "none" ? "opacity-0 group-hover:opacity-70 group-focus-visible:opacity-70" : ""}`}
        />
      </button>
    </th>
  );
}

const HEADS: Partial<Record<Layout, readonly Column[]>> = {
  pairs: ["app", "state", "requests"],
  list: ["app"],
};

/** The table's head; each column's header sorts by it. */
export function TableHead({ columns, layout, search, sticky, onSort }: TableHeadProps) {
  const t = useWorkersMessages();
  const shown = HEADS[layout] ?? columns;
  return (
    <thead className="sticky top-0 z-20 bg-card print:static text-xs [box-shadow:0_1px_0_var(--border)]">
      <tr aria-rowindex={1}>
        {shown.map((column) => (
          <ColumnHeader
            key={column}
            column={column}
            direction={directionOf(search, column)}
            alignRight={isNumeric(column)}
            sticky={sticky && column === "app"}
            onSort={onSort}
          />
        ))}
        {layout === "list" && (
          <th scope="col" className="pr-3 pl-1 text-left font-medium text-muted-foreground">
            {t.workers.values}
          </th>
        )}
      </tr>
    </thead>
  );
}
