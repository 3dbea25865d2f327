import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { isNumeric } from "../cells.ts";
import type { Column } from "../columns.ts";
import type { WorkersSearch } from "../search.ts";
import { FROZEN } from "./frozen.ts";
import type { Layout } from "./layout.ts";

interface TableHeadProps {
  columns: readonly Column[];
  layout: Layout;
  search: WorkersSearch;
  /** Whether the first column stays when the others scroll sideways. */
  frozen: boolean;
  onSort(column: Column): void;
}

type Direction = "ascending" | "descending" | "none";

const ICONS = { ascending: ArrowUp, descending: ArrowDown, none: ArrowUpDown };

function directionOf({ sort, desc }: WorkersSearch, column: Column): Direction {
  if (sort !== column) return "none";
  return desc ? "descending" : "ascending";
}

interface HeadProps {
  column: Column;
  direction: Direction;
  atRight: boolean;
  frozen: boolean;
  onSort(column: Column): void;
}

function Head({ column, direction, atRight, frozen, onSort }: HeadProps) {
  const t = useWorkersMessages();
  const Icon = ICONS[direction];
  return (
    <th
      scope="col"
      aria-sort={direction}
      className={`py-0 font-medium ${column === "app" ? "px-1" : "px-0.5"} ${atRight ? "text-right" : "text-left"} ${frozen ? `${FROZEN} bg-card` : ""}`}
    >
      <button
        type="button"
        onClick={() => onSort(column)}
        title={column === "rss" ? t.workers.sharedRss : undefined}
        className={`group relative inline-flex h-9 max-w-full items-center rounded px-1.5 -outline-offset-2 hover:text-foreground ${direction === "none" ? "text-muted-foreground" : "text-foreground"}`}
      >
        <span className="truncate">{t.workers.column[column]}</span>
        <Icon
          aria-hidden
          className={`absolute size-3 ${atRight ? "-left-2" : "-right-2"} ${direction === "none" ? "opacity-0 group-hover:opacity-70 group-focus-visible:opacity-70" : ""}`}
        />
      </button>
    </th>
  );
}

const HEADS: Partial<Record<Layout, readonly Column[]>> = {
  pairs: ["app", "state", "requests"],
  list: ["app"],
};

/** The table's head: each column sorts. */
export function TableHead({ columns, layout, search, frozen, onSort }: TableHeadProps) {
  const t = useWorkersMessages();
  const shown = HEADS[layout] ?? columns;
  return (
    <thead className="sticky top-0 z-20 bg-card text-xs shadow-[0_1px_0_var(--border)]">
      <tr aria-rowindex={1}>
        {shown.map((column) => (
          <Head
            key={column}
            column={column}
            direction={directionOf(search, column)}
            atRight={isNumeric(column)}
            frozen={frozen && column === "app"}
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
