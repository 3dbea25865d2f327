import { useRef, useState } from "react";
import { useFormat } from "../../../format/useFormat.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import type { Column } from "../columns.ts";
import { orderKey } from "../search.ts";
import { ORDER_HINT_ID } from "../toolbar/Totals.tsx";
import { useDocumentTop } from "./geometry.ts";
import { lineHeight, widthOf, widthsOf } from "./layout.ts";
import { type LinesProps, TableBody } from "./TableBody.tsx";
import { TableHead } from "./TableHead.tsx";
import { MAX_PRINTED } from "./virtualLines.ts";

interface WorkersTableProps extends LinesProps {
  onSort(column: Column): void;
}

/** The width that a scrollbar may take, in px. */
const SCROLLBAR_WIDTH = 20;

/**
 * Whether a table is wider than the page, so that it needs a box of its own. In a box it makes the page
 * shorter, which may remove the page's scrollbar: it leaves the box only if it fits beside a scrollbar.
 */
function useBoxed(minWidth: number, width: number): boolean {
  const [boxed, setBoxed] = useState(false);
  const next = minWidth > (boxed ? width - SCROLLBAR_WIDTH : width + 1);
  if (next !== boxed) setBoxed(next);
  return next;
}

/** The table of workers. Only visible lines are rendered; for screen readers all are counted. */
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
