import { Fragment, type MouseEvent, useRef } from "react";
import type { RatesOfRows } from "../../../insight/rowRates.ts";
import type { Column } from "../columns.ts";
import type { Lines } from "../rows/lines.ts";
import type { WorkersSearch } from "../search.ts";
import { GroupRow } from "./GroupRow.tsx";
import type { Layout } from "./layout.ts";
import { lineKeys, useDetailsLinks, useDoubleClickGuard, useLineFocus } from "./lineEvents.ts";
import { type TableGeometry, useScrollAnchor, useScrollTargets } from "./scrolling.ts";
import { useSlots, useVirtualLines } from "./virtualLines.ts";
import { WorkerTableRow } from "./WorkerRow.tsx";

/** The lines of a table, and how they are shown. */
export interface LinesProps {
  lines: Lines;
  rates: RatesOfRows;
  columns: readonly Column[];
  /** The available width, in px. */
  width: number;
  layout: Layout;
  search: WorkersSearch;
  selected: string | undefined;
  /** Whether the table is in use, so that its order is held. */
  inUse: boolean;
  /** Whether all lines are rendered, for paper. */
  isPrinting: boolean;
  onToggle(name: string): void;
}

interface TableBodyProps extends LinesProps, TableGeometry {
  /** The number of columns. */
  span: number;
  /** What the lines are filtered and sorted by. */
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

/** A click anywhere in a row clicks its link, even if the link can't cover the row. */
function clickLine({ target }: MouseEvent) {
  if (!(target instanceof Element) || target.closest("a, button")) return;
  target.closest("tr")?.querySelector<HTMLElement>("[data-line]")?.click();
}

/** The visible lines, with empty space in place of the others. */
export function TableBody(props: TableBodyProps) {
  const { lines, rates, columns, layout, search, selected, boxed, span, onToggle } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const focus = useLineFocus(lines);
  const keep = focus.inside ? focus.index : -1;
  const { drawn, below, first, scrollTo } = useVirtualLines(
    body,
    props,
    props.isPrinting ? "print" : keep,
  );
  const anchor = useScrollAnchor(body, props, props);
  useScrollTargets(body, props, props);
  const links = useDetailsLinks(selected !== undefined);
  const guardDoubleClick = useDoubleClickGuard(lines);
  const shown = drawn.map(({ index }) => lines.at(index));
  const keys = shown.map((line) => line?.key ?? "");
  const slots = useSlots(keys, drawn[0]?.index ?? 0, props.inUse || focus.inside);
  const tabStop = drawn.some(({ index }) => index === focus.index) ? focus.index : first;
  return (
    <tbody
      ref={body}
      // `useScrollAnchor` does it instead.
      className="[overflow-anchor:none]"
      onKeyDown={lineKeys(lines.count, scrollTo)}
      onFocus={focus.onFocus}
      onBlur={focus.onBlur}
      onPointerOver={anchor.onPointerOver}
      onPointerLeave={anchor.onPointerLeave}
      onPointerEnter={links.preload}
      onClickCapture={guardDoubleClick}
      onClick={(event) => {
        links.onClick(event);
        clickLine(event);
      }}
    >
      {drawn.map(({ index, above }, place) => {
        const line = shown[place];
        if (line === undefined) return null;
        const cells = { columns, layout, sort: search.sort, sticky: boxed };
        const shared = { index, ...cells, tabStop: index === tabStop };
        return (
          <Fragment key={line.kind === "group" ? line.key : slots[place]}>
            <Spacer height={above} span={span} />
            {line.kind === "group" ? (
              <GroupRow
                group={line.group}
                rates={rates}
                open={line.open}
                onToggle={onToggle}
                {...shared}
              />
            ) : (
              <WorkerTableRow
                row={line.row}
                rates={rates}
                status={line.status}
                href={links.hrefOf(line.row.id)}
                selected={line.row.id === selected}
                indented={line.inGroup}
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
