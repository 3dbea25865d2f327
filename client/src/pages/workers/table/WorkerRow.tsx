import { memo } from "react";
import type { WorkerRow } from "../../../../../server/types.ts";
import { visible } from "../../../format/visible.ts";
import type { RowRates } from "../../../insight/rowRates.ts";
import { SrSeparator } from "../../../ui/SrSeparator.tsx";
import { type Column, isNumeric } from "../columns.ts";
import type { RowStatus } from "../rows/places.ts";
import { shortId } from "../workerId.ts";
import { AppName, Marks, TROUBLE_LOOKS, troubleOf } from "./labels.tsx";
import { type Layout, lineHeight, pairsOf, STICKY_CELL } from "./layout.ts";
import { ListCell, PairCells } from "./NarrowCells.tsx";
import { RowValue } from "./Value.tsx";

interface WorkerTableRowProps {
  row: WorkerRow;
  rates: RowRates | undefined;
  status: RowStatus;
  /** The address of its details. */
  href: string;
  /** The line's index, from 0; for screen readers the head is row 1. */
  index: number;
  columns: readonly Column[];
  layout: Layout;
  sort: Column | undefined;
  selected: boolean;
  indented: boolean;
  /** Whether its first cell stays in place when the others scroll sideways. */
  sticky: boolean;
  /** Whether it is the table's Tab stop. */
  tabStop: boolean;
}

/** The app as a link to the details; it covers the row, so that a click anywhere opens them. */
function AppLink({ row, href, index, layout, tabStop }: WorkerTableRowProps) {
  const name = visible(row.app);
  return (
    <a
      href={href}
      tabIndex={tabStop ? 0 : -1}
      data-line={index}
      data-worker={row.id}
      title={name}
      // Screen readers would read the parts of the name separately.
      aria-label={name}
      className="block min-w-0 font-medium after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:rounded focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring"
    >
      <AppName app={row.app} wraps={layout !== "wide"} />
    </a>
  );
}

function AppCell(props: WorkerTableRowProps) {
  const { row, rates, columns, layout } = props;
  const marks = <Marks app={row.app} trouble={troubleOf(row, rates)} compact />;
  if (layout === "wide") {
    return (
      <span className="flex min-w-0 items-center gap-1.5">
        <AppLink {...props} />
        {marks}
      </span>
    );
  }
  return (
    <>
      <AppLink {...props} />
      <span className="mt-0.5 flex min-w-0 items-center gap-1 overflow-hidden">
        {columns.includes("id") && (
          <bdi className="truncate font-mono text-xs text-muted-foreground">
            <SrSeparator />
            {visible(shortId(row.id))}
          </bdi>
        )}
        {marks}
      </span>
    </>
  );
}

function Cells({ row, rates, status, columns, layout, sort }: WorkerTableRowProps) {
  const ended = status === "ended";
  const renderValue = (column: Column) => <RowValue {...{ row, rates, column, ended }} />;
  if (layout === "pairs") return <PairCells pairs={pairsOf(sort)} renderValue={renderValue} />;
  if (layout === "list") return <ListCell columns={columns} renderValue={renderValue} />;
  return columns
    .filter((column) => column !== "app")
    .map((column) => (
      <td
        key={column}
        className={`max-w-0 truncate px-2 align-middle tabular-nums ${isNumeric(column) ? "text-right" : ""}`}
      >
        {renderValue(column)}
      </td>
    ));
}

const LOOKS: Record<RowStatus, string> = {
  shown: "",
  unmatched: "text-muted-foreground",
  ended: "text-muted-foreground line-through decoration-border",
};

/** The selected row: a background on which its chips are visible. */
const SELECTED = "bg-primary-soft [&_.chip]:bg-card [--bar:var(--primary)]";
/** A bar on the left. */
const BAR = "bg-[linear-gradient(90deg,var(--bar)_4px,transparent_4px)]";

/** A worker's row. */
export const WorkerTableRow = memo(function WorkerTableRow(props: WorkerTableRowProps) {
  const { row, rates, status, index, columns, layout, selected, indented, sticky } = props;
  const trouble = status === "ended" ? undefined : troubleOf(row, rates);
  const look = selected ? SELECTED : trouble ? TROUBLE_LOOKS[trouble] : "hover:bg-muted/60";
  const ground = selected || trouble ? "bg-inherit" : "bg-card group-hover/row:bg-muted";
  return (
    <tr
      aria-rowindex={index + 2}
      aria-current={selected || undefined}
      data-trouble={trouble}
      className={`group/row relative border-t print:break-inside-avoid ${look} ${LOOKS[status]}`}
      style={{ height: lineHeight(layout, columns) }}
    >
      <th
        scope="row"
        className={`max-w-0 px-2.5 text-left align-middle font-normal scroll-mt-11 scroll-mb-3 ${indented ? (layout === "wide" ? "pl-6" : "pl-4") : ""} ${selected || trouble ? BAR : ""} ${sticky ? `${STICKY_CELL} ${ground}` : ""}`}
      >
        <AppCell {...props} />
      </th>
      <Cells {...props} />
    </tr>
  );
});
