import { useRef, useState } from "react";
import { useFormat } from "../../../format/useFormat.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { ArrowDown, ArrowUp, ArrowUpDown } from "../../../ui/icons.ts";
import { type Column, isNumeric } from "../columns.ts";
import { orderKey, type WorkersSearch } from "../search.ts";
import { ORDER_HINT_ID } from "../toolbar/Totals.tsx";
import { columnHint, type Layout, lineHeight, STICKY_CELL, widthOf, widthsOf } from "./layout.ts";
import { useDocumentTop } from "./scrolling.ts";
import { type LinesProps, TableBody } from "./TableBody.tsx";
import { MAX_PRINTED } from "./virtualLines.ts";

interface WorkersTableProps extends LinesProps {
  onSort(column: Column): void;
}

/** The width that a scrollbar may take, in px. */
const SCROLLBAR_WIDTH = 20;

/**
 * Whether a table is wider than the page, so that it needs its own box. In a box it makes the page
 * shorter, which may remove the page's scrollbar: it leaves the box only if it fits with a scrollbar.
 */
function useBoxed(minWidth: number, width: number): boolean {
  const [boxed, setBoxed] = useState(false);
  const next = minWidth > (boxed ? width - SCROLLBAR_WIDTH : width + 1);
  if (next !== boxed) setBoxed(next);
  return next;
}

/** The table of workers. Only visible lines are rendered; but all are counted for screen readers. */
export function WorkersTable(props: WorkersTableProps) {
  const { lines, columns, width, layout, search, inUse, isPrinting, onSort } = props;
  const t = useWorkersMessages();
  const { count } = useFormat();
  const box = useRef<HTMLDivElement>(null);
  const boxed = useBoxed(layout === "wide" && !isPrinting ? widthOf(columns) : 0, width);
  const top = useDocumentTop(box);
  const widths = widthsOf(layout, columns, width);
  const tallest = { maxHeight: `max(20rem, calc(100dvh - ${top}px - 1rem))` };
  return (
    <div
      ref={box}
      data-box
      className={`card ${boxed ? "overflow-auto" : "overflow-clip"}`}
      style={boxed ? tallest : undefined}
    >
      <table
        aria-label={t.workers.table}
        aria-rowcount={lines.count + 1}
        aria-describedby={inUse ? ORDER_HINT_ID : undefined}
        className="w-full table-fixed border-collapse text-[0.8125rem]"
        style={boxed ? { minWidth: widthOf(columns) } : undefined}
      >
        <colgroup>
          <col />
          {widths.map((each, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns are identified by their index
            <col key={index} style={{ width: each }} />
          ))}
        </colgroup>
        <TableHead {...{ columns, layout, search, onSort }} sticky={boxed} />
        <TableBody
          {...props}
          boxed={boxed}
          height={lineHeight(layout, columns)}
          // A larger span would add columns, which take their share of the width.
          span={widths.length + 1}
          order={orderKey(search)}
        />
      </table>
      {isPrinting && lines.count > MAX_PRINTED && (
        <p className="p-2.5">{t.workers.printed(count(MAX_PRINTED), count(lines.count))}</p>
      )}
    </div>
  );
}

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
        className={`relative inline-flex h-9 max-w-full items-center rounded px-1.5 -outline-offset-2 hover:text-foreground ${direction === "none" ? "text-muted-foreground" : "text-foreground"}`}
      >
        <span className="truncate">{t.workers.column[column]}</span>
        <Icon
          node={ICONS[direction]}
          className={`absolute size-3 ${alignRight ? "-left-2" : "-right-2"} ${direction === "none" ? "on-demand" : ""}`}
        />
      </button>
    </th>
  );
}

const HEADS: Partial<Record<Layout, readonly Column[]>> = {
  pairs: ["app", "state", "requests"],
  list: ["app"],
};

/** The table's head; a click on a column's header sorts by it. */
export function TableHead({ columns, layout, search, sticky, onSort }: TableHeadProps) {
  const t = useWorkersMessages();
  const shown = HEADS[layout] ?? columns;
  return (
    <thead className="sticky-head bg-card text-xs">
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
