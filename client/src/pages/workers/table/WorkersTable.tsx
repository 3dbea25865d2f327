import { useRef, useState } from "react";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { orderOf } from "../changes.ts";
import type { Column } from "../columns.ts";
import { HELD_HINT } from "../toolbar/HeldHint.tsx";
import { widthOf, widthsOf } from "./fit.ts";
import { lineHeight } from "./layout.ts";
import { useBoxTop } from "./scrollBox.ts";
import { type LinesProps, TableBody } from "./TableBody.tsx";
import { TableHead } from "./TableHead.tsx";

interface WorkersTableProps extends LinesProps {
  onSort(column: Column): void;
}

/** What a scrollbar may take of the width, in pixels. */
const SCROLLBAR = 20;

/**
 * Whether a table needs more than the width that there is. Boxed it makes the page shorter, which may
 * lose its scrollbar and have more width for that: it is let out only where it fits with one too.
 */
function useBoxed(need: number, width: number): boolean {
  const [boxed, setBoxed] = useState(false);
  const next = need > (boxed ? width - SCROLLBAR : width + 1);
  if (next !== boxed) setBoxed(next);
  return next;
}

/** The table of workers. Only the lines in view are drawn; all are counted for screen readers. */
export function WorkersTable(props: WorkersTableProps) {
  const { lines, columns, width, layout, search, held, onSort } = props;
  const t = useWorkersMessages();
  const box = useRef<HTMLDivElement>(null);
  // Where its columns need more than the page has, the table scrolls by itself, both ways.
  const boxed = useBoxed(layout === "wide" ? widthOf(columns) : 0, width);
  const top = useBoxTop(box);
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
        aria-describedby={held && search.sort ? HELD_HINT : undefined}
        className="w-full table-fixed border-collapse text-[0.8125rem]"
        style={boxed ? { minWidth: widthOf(columns) } : undefined}
      >
        <colgroup>
          <col />
          {widths.map((each, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
            <col key={index} style={{ width: each }} />
          ))}
        </colgroup>
        <TableHead {...{ columns, layout, search, onSort }} frozen={boxed} />
        <TableBody
          {...props}
          boxed={boxed}
          height={lineHeight(layout, columns)}
          // More columns than there are would take their share of the width.
          span={widths.length + 1}
          order={orderOf(search)}
        />
      </table>
    </div>
  );
}
