import type { RefObject } from "react";
import { useWorkersMessages } from "../i18n/locale.ts";
import type { Column } from "./columns.ts";
import { columnWidth, widthOf } from "./fit.ts";
import { GroupLine } from "./GroupLine.tsx";
import { type Layout, lineHeight } from "./layout.ts";
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
  layout: Layout;
  search: WorkersSearch;
  selected: string | undefined;
  /** The part that holds the order while it is pointed at. */
  body: RefObject<HTMLTableSectionElement | null>;
  onSort(column: Column): void;
  onToggle(app: string): void;
}

const NARROW_WIDTHS = { pairs: [108, 88], list: [190] } as const;

/** The widths of all columns but the app's, which takes what is left. */
function widthsOf(layout: Layout, columns: readonly Column[]): readonly number[] {
  if (layout !== "wide") return NARROW_WIDTHS[layout];
  return columns.filter((column) => column !== "app").map(columnWidth);
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
  const { lines, columns, width, layout, search, selected, body, onSort, onToggle } = props;
  const t = useWorkersMessages();
  const { items, above, below, scrollTo } = useVirtualLines(
    lines,
    body,
    lineHeight(layout, columns),
  );
  const widths = widthsOf(layout, columns);
  // More columns than there are would take their share of the width.
  const span = widths.length + 1;
  const fits = layout !== "wide" || widthOf(columns) <= width + 1;
  return (
    <div className={`card ${fits ? "overflow-clip" : "overflow-x-auto"}`}>
      <table
        aria-label={t.workers.table}
        aria-rowcount={lines.length + 1}
        className="w-full table-fixed border-collapse text-[0.8125rem]"
        style={fits ? undefined : { minWidth: widthOf(columns) }}
      >
        <colgroup>
          <col />
          {widths.map((each, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
            <col key={index} style={{ width: each }} />
          ))}
        </colgroup>
        <TableHead columns={columns} layout={layout} search={search} onSort={onSort} />
        <tbody ref={body} onKeyDown={lineKeys(lines.length, scrollTo)}>
          <Spacer height={above} span={span} />
          {items.map(({ index }) => {
            const line = lines[index];
            const shared = { index, columns, layout };
            if (line?.kind === "group") {
              return <GroupLine key={line.key} line={line} onToggle={onToggle} {...shared} />;
            }
            if (line === undefined) return null;
            const { row, standing } = line;
            const marks = { selected: row.id === selected, indented: search.group === true };
            return <WorkerLine key={line.key} {...{ row, standing }} {...marks} {...shared} />;
          })}
          <Spacer height={below} span={span} />
        </tbody>
      </table>
    </div>
  );
}
