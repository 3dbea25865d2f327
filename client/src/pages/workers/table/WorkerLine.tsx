import { memo } from "react";
import type { WorkerRow } from "../../../../../server/types.ts";
import { visible } from "../../../format/visible.ts";
import { Apart } from "../../../ui/SrSeparator.tsx";
import { isNumeric } from "../cells.ts";
import type { Column } from "../columns.ts";
import type { Standing } from "../rows/places.ts";
import { shortId } from "../workerId.ts";
import { AppName } from "./AppName.tsx";
import { FROZEN } from "./frozen.ts";
import { type Layout, lineHeight } from "./layout.ts";
import { WorkerPairs } from "./Pairs.tsx";
import { Marks } from "./StateBadge.tsx";
import { RowValue } from "./Value.tsx";
import { Values } from "./Values.tsx";

interface WorkerLineProps {
  row: WorkerRow;
  standing: Standing;
  /** The address of its details. */
  href: string;
  /** Its place in the table, from 0; the head is row 1 for screen readers. */
  index: number;
  columns: readonly Column[];
  layout: Layout;
  selected: boolean;
  indented: boolean;
  /** Whether its first cell stays when the others scroll sideways. */
  frozen: boolean;
  /** Whether the Tab key stops here. */
  stop: boolean;
}

/** The app as the link to the details; it covers the whole row, so that a click anywhere opens them. */
function AppLink({ row, href, index, layout, stop }: WorkerLineProps) {
  const name = visible(row.app);
  return (
    <a
      href={href}
      tabIndex={stop ? 0 : -1}
      data-line={index}
      data-worker={row.id}
      title={name}
      // The parts of the name would be heard apart.
      aria-label={name}
      className="block min-w-0 font-medium after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:rounded focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring"
    >
      <AppName app={row.app} wraps={layout !== "wide"} />
    </a>
  );
}

function AppCell(props: WorkerLineProps) {
  const { row, columns, layout } = props;
  const marks = <Marks row={row} compact />;
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
            <Apart />
            {visible(shortId(row.id))}
          </bdi>
        )}
        {marks}
      </span>
    </>
  );
}

function Cells({ row, standing, columns, layout }: WorkerLineProps) {
  const gone = standing === "ended";
  if (layout === "pairs") return <WorkerPairs row={row} gone={gone} />;
  const show = (column: Column) => <RowValue row={row} column={column} gone={gone} />;
  if (layout === "list") return <Values columns={columns} show={show} />;
  return columns
    .filter((column) => column !== "app")
    .map((column) => (
      <td
        key={column}
        className={`max-w-0 truncate px-2 align-middle tabular-nums ${isNumeric(column) ? "text-right" : ""}`}
      >
        {show(column)}
      </td>
    ));
}

const LOOKS: Record<Standing, string> = {
  here: "",
  left: "text-muted-foreground",
  ended: "text-muted-foreground line-through decoration-border",
};

/** The chosen row, pointed at or not: a ground on which its chips are seen, and a bar at its left. */
const SELECTED = "bg-primary-soft [&_.chip]:bg-card";
const BAR = "bg-[linear-gradient(90deg,var(--primary)_3px,transparent_3px)]";

/** A worker's row. */
export const WorkerLine = memo(function WorkerLine(props: WorkerLineProps) {
  const { standing, index, columns, layout, selected, indented, frozen } = props;
  const ground = selected ? "bg-primary-soft" : "bg-card group-hover/row:bg-muted";
  const look = selected ? SELECTED : "hover:bg-muted/60";
  return (
    <tr
      aria-rowindex={index + 2}
      aria-current={selected || undefined}
      className={`group/row relative border-t ${look} ${LOOKS[standing]}`}
      style={{ height: lineHeight(layout, columns) }}
    >
      <th
        scope="row"
        className={`max-w-0 px-2.5 text-left align-middle font-normal scroll-mt-11 scroll-mb-3 ${indented ? (layout === "wide" ? "pl-6" : "pl-4") : ""} ${selected ? BAR : ""} ${frozen ? `${FROZEN} ${ground}` : ""}`}
      >
        <AppCell {...props} />
      </th>
      <Cells {...props} />
    </tr>
  );
});
