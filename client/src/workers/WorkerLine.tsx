import { Link } from "@tanstack/react-router";
import { memo } from "react";
import type { WorkerRow } from "../../../server/types.ts";
import { type Column, isNumeric } from "./columns.ts";
import { shortId } from "./id.ts";
import { Marks, StateBadge } from "./StateBadge.tsx";
import { NumberValue, RowValue } from "./Value.tsx";

interface WorkerLineProps {
  row: WorkerRow;
  gone: boolean;
  /** Its place in the table, from 0; the head is row 1 for screen readers. */
  index: number;
  columns: readonly Column[];
  narrow: boolean;
  selected: boolean;
  indented: boolean;
}

/** The app as the link to the details; it covers the whole row, so that a click anywhere opens them. */
function AppLink({ row, index, look }: { row: WorkerRow; index: number; look: string }) {
  return (
    <Link
      to="/workers/$id"
      params={{ id: row.id }}
      search
      data-line={index}
      data-worker={row.id}
      className={`font-medium after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:rounded focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring ${look}`}
    >
      <bdi>{row.app}</bdi>
    </Link>
  );
}

function AppCell({ row, index, narrow }: { row: WorkerRow; index: number; narrow: boolean }) {
  const marks = <Marks row={row} compact />;
  if (!narrow) {
    return (
      <span className="flex min-w-0 items-center gap-1.5">
        <AppLink row={row} index={index} look="truncate" />
        {marks}
      </span>
    );
  }
  return (
    <>
      <AppLink row={row} index={index} look="line-clamp-2 break-words leading-[1.125rem]" />
      <span className="mt-0.5 flex min-w-0 items-center gap-1 overflow-hidden">
        <bdi className="truncate font-mono text-xs text-muted-foreground">{shortId(row.id)}</bdi>
        {marks}
      </span>
    </>
  );
}

/** On a phone, two values stand in one cell. */
function NarrowCells({ row, gone }: { row: WorkerRow; gone: boolean }) {
  return (
    <>
      <td className="px-2 align-middle">
        <StateBadge state={row.state} gone={gone} />
        <span className="mt-0.5 block text-xs text-muted-foreground tabular-nums">
          <NumberValue column="uptime" value={row.uptime} />
        </span>
      </td>
      <td className="py-1 pr-3 pl-1 text-right align-middle tabular-nums">
        <NumberValue column="requests" value={row.requests} />
        <span className="mt-0.5 block text-xs text-muted-foreground">
          <NumberValue column="rss" value={row.memoryKnown ? row.memory.rss : null} />
        </span>
      </td>
    </>
  );
}

/** A worker's row. */
export const WorkerLine = memo(function WorkerLine(props: WorkerLineProps) {
  const { row, gone, index, columns, narrow, selected, indented } = props;
  const rest = columns.filter((column) => column !== "app");
  return (
    <tr
      aria-rowindex={index + 2}
      aria-current={selected || undefined}
      className={`relative border-t hover:bg-muted/60 ${selected ? "bg-primary-soft" : ""} ${gone ? "text-muted-foreground line-through decoration-border" : ""} ${narrow ? "h-19" : "h-11"}`}
    >
      <th
        scope="row"
        className={`max-w-0 px-2.5 text-left align-middle font-normal ${indented ? "pl-9" : ""}`}
      >
        <AppCell row={row} index={index} narrow={narrow} />
      </th>
      {narrow ? (
        <NarrowCells row={row} gone={gone} />
      ) : (
        rest.map((column) => (
          <td
            key={column}
            className={`max-w-0 truncate px-2.5 align-middle tabular-nums ${isNumeric(column) ? "text-right" : ""}`}
          >
            <RowValue row={row} column={column} gone={gone} />
          </td>
        ))
      )}
    </tr>
  );
});
