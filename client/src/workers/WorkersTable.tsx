import type { RefObject } from "react";
import { useWorkersMessages } from "../i18n/locale.ts";
import { type Column, columnWidth, widthOf } from "./columns.ts";
import { GroupLine } from "./GroupLine.tsx";
import type { Line } from "./lines.ts";
import type { WorkersSearch } from "./search.ts";
import { TableHead } from "./TableHead.tsx";
import { lineKeys } from "./useLineKeys.ts";
import { useVirtualLines } from "./useVirtualLines.ts";
import { WorkerLine } from "./WorkerLine.tsx";

interface WorkersTableProps {
  lines: readonly Line[];
  columns: readonly Column[];
  /** The width there is, in pixels. */
  width: number;
  narrow: boolean;
  search: WorkersSearch;
  selected: string | undefined;
  /** The part that holds the order while it is pointed at. */
  body: RefObject<HTMLTableSectionElement | null>;
  onSort(column: Column): void;
  onToggle(app: string): void;
}

const NARROW_WIDTHS = ["auto", "108px", "88px"];

/** The widths: the app takes what is left. */
function Widths({ columns, narrow }: { columns: readonly Column[]; narrow: boolean }) {
  if (narrow) return NARROW_WIDTHS.map((width) => <col key={width} style={{ width }} />);
  return columns.map((column) => (
    <col key={column} style={{ width: column === "app" ? "auto" : columnWidth(column) }} />
  ));
}

function Spacer({ height, span }: { height: number; span: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td style={{ height, padding: 0 }} colSpan={span} />
    </tr>
  );
}

/** The table of workers. Only the lines in view are drawn; all are counted for screen readers. */
export function WorkersTable(props: WorkersTableProps) {
  const { lines, columns, width, narrow, search, selected, body, onSort, onToggle } = props;
  const t = useWorkersMessages();
  const { items, above, below, scrollTo } = useVirtualLines(lines, body, narrow ? 76 : 44);
  // More columns than there are would take their share of the width.
  const span = narrow ? NARROW_WIDTHS.length : columns.length;
  const fits = narrow || widthOf(columns) <= width + 1;
  return (
    <div className={`card ${fits ? "overflow-clip" : "overflow-x-auto"}`}>
      <table
        aria-label={t.workers.table}
        aria-rowcount={lines.length + 1}
        className="w-full table-fixed border-collapse text-[0.8125rem]"
        style={fits ? undefined : { minWidth: widthOf(columns) }}
      >
        <colgroup>
          <Widths columns={columns} narrow={narrow} />
        </colgroup>
        <TableHead columns={columns} narrow={narrow} search={search} onSort={onSort} />
        <tbody ref={body} onKeyDown={lineKeys(lines.length, scrollTo)}>
          <Spacer height={above} span={span} />
          {items.map(({ index }) => {
            const line = lines[index];
            const shared = { index, columns, narrow };
            if (line?.kind === "group") {
              return <GroupLine key={line.key} line={line} onToggle={onToggle} {...shared} />;
            }
            if (line === undefined) return null;
            const { row, gone } = line;
            const marks = { selected: row.id === selected, indented: search.group === true };
            return <WorkerLine key={line.key} row={row} gone={gone} {...marks} {...shared} />;
          })}
          <Spacer height={below} span={span} />
        </tbody>
      </table>
    </div>
  );
}
