import { memo, type ReactNode } from "react";
import type { WorkerRow } from "../../../../../server/types.ts";
import { visible, visibleApp } from "../../../format/visible.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { troubleOf } from "../../../insight/rowOrder.ts";
import type { RatesOfRows, RowRates } from "../../../insight/rowRates.ts";
import type { Trouble } from "../../../insight/workersLink.ts";
import { SrSeparator } from "../../../ui/SrSeparator.tsx";
import { type Column, isNumeric } from "../columns.ts";
import type { RowStatus } from "../rows/places.ts";
import { shortId } from "../workerId.ts";
import { AppName, Marks, TROUBLE_LOOKS } from "./labels.tsx";
import {
  type Layout,
  lineHeight,
  listedColumns,
  type Pairs,
  pairsOf,
  STICKY_CELL,
} from "./layout.ts";
import { RowValue } from "./Value.tsx";

interface WorkerTableRowProps {
  row: WorkerRow;
  rates: RatesOfRows;
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
  const name = visibleApp(row.app);
  return (
    <a
      href={href}
      tabIndex={tabStop ? 0 : -1}
      data-line={index}
      data-worker={row.id}
      title={name}
      // Screen readers would read the parts of the name separately.
      aria-label={name}
      className="cover block min-w-0 font-medium hover:underline"
    >
      <AppName app={row.app} wraps={layout !== "wide"} />
    </a>
  );
}

interface CellsProps extends WorkerTableRowProps {
  /** The rates of the row itself. */
  own: RowRates | undefined;
  trouble: Trouble | undefined;
  slow: boolean;
}

function AppCell(props: CellsProps) {
  const { row, trouble, slow, columns, layout } = props;
  const marks = <Marks {...{ app: row.app, trouble, slow }} compact />;
  const isWide = layout === "wide";
  return (
    // In every layout the same element: a link that was made again would lose the focus.
    <span className={isWide ? "flex min-w-0 items-center gap-1.5" : "block min-w-0"}>
      <AppLink {...props} />
      {isWide ? (
        marks
      ) : (
        <span className="mt-0.5 flex min-w-0 items-center gap-1 overflow-hidden">
          {columns.includes("id") && (
            <bdi className="truncate font-mono text-xs text-muted-foreground">
              <SrSeparator />
              {visible(shortId(row.id))}
            </bdi>
          )}
          {marks}
        </span>
      )}
    </span>
  );
}

function Cells({ row, own, status, columns, layout, sort }: CellsProps) {
  const ended = status === "ended";
  const renderValue = (column: Column) => <RowValue {...{ row, rates: own, column, ended }} />;
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

/** The selected row: a background on which its chips are visible; one with trouble keeps its own. */
const SELECTED = "bg-primary-soft [&_.bg-primary-soft]:bg-card [--bar:var(--primary)]";
const OUTLINED = "[outline:2px_solid_var(--primary)] -outline-offset-2";

/** A worker's row. */
export const WorkerTableRow = memo(function WorkerTableRow(props: WorkerTableRowProps) {
  const { row, rates, status, index, columns, layout, selected, indented, sticky } = props;
  const own = status === "ended" ? undefined : rates.of(row);
  const trouble = status === "ended" ? undefined : troubleOf(row, own);
  const slow = status !== "ended" && rates.isSlow(row);
  const calm = selected ? SELECTED : "hover:bg-muted-half";
  const look = trouble ? `${TROUBLE_LOOKS[trouble]} ${selected ? OUTLINED : ""}` : calm;
  const ground = selected || trouble ? "bg-inherit" : "ground";
  return (
    <tr
      aria-rowindex={index + 2}
      aria-current={selected || undefined}
      data-trouble={trouble}
      className={`relative border-t ${look} ${LOOKS[status]}`}
      style={{ height: lineHeight(layout, columns) }}
    >
      <th
        scope="row"
        className={`max-w-0 px-2.5 text-left align-middle font-normal scroll-mt-11 scroll-mb-3 ${indented ? (layout === "wide" ? "pl-6" : "pl-4") : ""} ${selected || trouble ? "bar" : ""} ${sticky ? `${STICKY_CELL} ${ground}` : ""}`}
      >
        <AppCell {...{ ...props, own, trouble, slow }} />
      </th>
      <Cells {...{ ...props, own, trouble, slow }} />
    </tr>
  );
});

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
  /** Renders a column's value; `null` if there is none. */
  renderValue(column: Column): ReactNode;
}

/** The cells of the pairs layout. The table's head only names the first value of each. */
export function PairCells({ pairs, renderValue }: PairCellsProps) {
  const t = useWorkersMessages();
  const short: Partial<Record<Column, string>> = t.workers.short;
  return pairs.map(([first, second]) => {
    const detail = renderValue(second);
    return (
      <td
        key={first}
        className={`py-0.5 align-middle [line-height:1.0625rem] tabular-nums ${first === "state" ? "pl-2" : "pr-3 pl-1 text-right"}`}
      >
        {renderValue(first)}
        {detail && (
          <>
            <SrSeparator />
            <span className="mt-0.5 block truncate text-xs [line-height:1rem] text-muted-foreground">
              {short[second] ?? t.workers.column[second]} {detail}
            </span>
          </>
        )}
      </td>
    );
  });
}
