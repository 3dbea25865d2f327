import { Fragment, type MouseEvent, type RefObject, useEffect, useRef } from "react";
import { useWorkersMessages } from "../i18n/locale.ts";
import type { Column } from "./columns.ts";
import { columnWidth, widthOf } from "./fit.ts";
import { GroupLine } from "./GroupLine.tsx";
import { type Layout, lineHeight } from "./layout.ts";
import { lineKeys } from "./lineKeys.ts";
import type { Line } from "./lines.ts";
import type { WorkersSearch } from "./search.ts";
import { TableHead } from "./TableHead.tsx";
import { useLineFocus } from "./useLineFocus.ts";
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

/** Brings the row of the worker whose details are open into view, if it is drawn. */
function useSelectedInView(body: RefObject<HTMLElement | null>, selected?: string, width?: number) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another width moves the rows
  useEffect(() => {
    if (selected === undefined) return;
    const line = body.current?.querySelector(`[data-worker="${CSS.escape(selected)}"]`);
    line?.closest("th")?.scrollIntoView({ block: "nearest", behavior: "instant" });
  }, [body, selected, width]);
}

/** A press anywhere in a row is one on its link, also where that can't cover the row. */
function pressLine({ target }: MouseEvent) {
  if (!(target instanceof Element) || target.closest("a, button")) return;
  target.closest("tr")?.querySelector<HTMLElement>("[data-line]")?.click();
}

/** The table of workers. Only the lines in view are drawn; all are counted for screen readers. */
export function WorkersTable(props: WorkersTableProps) {
  const { lines, columns, width, layout, search, selected, onSort, onToggle } = props;
  const t = useWorkersMessages();
  const box = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  // Where its columns need more than the page has, the table scrolls by itself, both ways.
  const boxed = layout === "wide" && widthOf(columns) > width + 1;
  const focus = useLineFocus(lines);
  const { drawn, below, first, top, scrollTo } = useVirtualLines(
    { body, box },
    {
      count: lines.length,
      height: lineHeight(layout, columns),
      boxed,
      kept: focus.inside ? focus.index : -1,
    },
  );
  useSelectedInView(body, selected, width);
  const stop = drawn.some(({ index }) => index === focus.index) ? focus.index : first;
  const widths = widthsOf(layout, columns);
  // More columns than there are would take their share of the width.
  const span = widths.length + 1;
  const tallest = { maxHeight: `max(20rem, calc(100dvh - ${top}px - 1rem))` };
  return (
    <div
      ref={box}
      className={`card ${boxed ? "overflow-auto" : "overflow-clip"}`}
      style={boxed ? tallest : undefined}
    >
      <table
        aria-label={t.workers.table}
        aria-rowcount={lines.length + 1}
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
        <tbody
          ref={body}
          onKeyDown={lineKeys(lines.length, scrollTo)}
          onClick={pressLine}
          onFocus={focus.onFocus}
          onBlur={focus.onBlur}
        >
          {drawn.map(({ index, above }) => {
            const line = lines[index];
            if (line === undefined) return null;
            const shared = { index, columns, layout, frozen: boxed, stop: index === stop };
            return (
              <Fragment key={line.key}>
                <Spacer height={above} span={span} />
                {line.kind === "group" ? (
                  <GroupLine line={line} onToggle={onToggle} {...shared} />
                ) : (
                  <WorkerLine
                    row={line.row}
                    standing={line.standing}
                    selected={line.row.id === selected}
                    indented={search.group === true}
                    {...shared}
                  />
                )}
              </Fragment>
            );
          })}
          <Spacer height={below} span={span} />
        </tbody>
      </table>
    </div>
  );
}
