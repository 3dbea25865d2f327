import { Fragment, type MouseEvent, useRef } from "react";
import type { Column } from "../columns.ts";
import type { Lines } from "../rows/lines.ts";
import type { WorkersSearch } from "../search.ts";
import { GroupLine } from "./GroupLine.tsx";
import type { Layout } from "./layout.ts";
import { lineKeys } from "./lineKeys.ts";
import { boxOf } from "./scrollBox.ts";
import { useAnchor } from "./useAnchor.ts";
import { useDetailsLinks } from "./useDetailsLinks.ts";
import { useLineFocus } from "./useLineFocus.ts";
import { useLinesInView } from "./useLinesInView.ts";
import { useQuickClicks } from "./useQuickClicks.ts";
import { useVirtualLines } from "./useVirtualLines.ts";
import { WorkerLine } from "./WorkerLine.tsx";

/** The lines of a table, and how they are shown. */
export interface LinesProps {
  lines: Lines;
  columns: readonly Column[];
  /** The width there is, in pixels. */
  width: number;
  layout: Layout;
  search: WorkersSearch;
  selected: string | undefined;
  /** Whether somebody is there, so that the order is held. */
  held: boolean;
  onToggle(name: string): void;
}

interface TableBodyProps extends LinesProps {
  /** Whether the lines scroll in a box of their own and not with the window. */
  boxed: boolean;
  /** The height of each line, in pixels. */
  height: number;
  /** How many columns there are. */
  span: number;
  /** What the lines are chosen and ordered by. */
  order: string;
}

function Spacer({ height, span }: { height: number; span: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td style={{ height, padding: 0 }} colSpan={span} />
    </tr>
  );
}

/** A press anywhere in a row is one on its link, also where that can't cover the row. */
function pressLine({ target }: MouseEvent) {
  if (!(target instanceof Element) || target.closest("a, button")) return;
  target.closest("tr")?.querySelector<HTMLElement>("[data-line]")?.click();
}

/** What somebody does at the lines. */
function useHandlers(props: TableBodyProps) {
  const { lines, search, selected, boxed } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const focus = useLineFocus(lines);
  const anchor = useAnchor(body, () => (boxed ? boxOf(body) : window), props);
  const { hrefOf, onClick, preload } = useDetailsLinks(search, selected);
  const handlers = {
    onFocus: focus.onFocus,
    onBlur: focus.onBlur,
    onPointerOver: anchor.onPointerOver,
    onPointerLeave: anchor.onPointerLeave,
    onPointerEnter: preload,
    onClickCapture: useQuickClicks(lines),
    onClick(event: MouseEvent) {
      onClick(event);
      pressLine(event);
    },
  };
  return { body, focus, hrefOf, handlers };
}

/** The lines in view, with the room that the others take. */
export function TableBody(props: TableBodyProps) {
  const { lines, columns, width, layout, search, selected, boxed, height, span } = props;
  const { body, focus, hrefOf, handlers } = useHandlers(props);
  const { drawn, below, first, scrollTo } = useVirtualLines(body, {
    count: lines.count,
    height,
    boxed,
    kept: focus.inside ? focus.index : -1,
  });
  useLinesInView(body, { lines, height, boxed, width, selected, order: props.order });
  const stop = drawn.some(({ index }) => index === focus.index) ? focus.index : first;
  return (
    <tbody
      ref={body}
      // The lines are kept in their places here: see `useAnchor`.
      className="[overflow-anchor:none]"
      onKeyDown={lineKeys(lines.count, scrollTo)}
      {...handlers}
    >
      {drawn.map(({ index, above }) => {
        const line = lines.at(index);
        if (line === undefined) return null;
        const shared = { index, columns, layout, frozen: boxed, stop: index === stop };
        return (
          <Fragment key={line.key}>
            <Spacer height={above} span={span} />
            {line.kind === "group" ? (
              <GroupLine {...line} onToggle={props.onToggle} {...shared} />
            ) : (
              <WorkerLine
                row={line.row}
                standing={line.standing}
                href={hrefOf(line.row.id)}
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
  );
}
