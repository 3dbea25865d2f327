import type { ReactNode } from "react";
import type { WorkerRow } from "../../../../../server/types.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { Apart } from "../../../ui/SrSeparator.tsx";
import { cellValue } from "../cells.ts";
import { StateBadge } from "./StateBadge.tsx";
import { NumberValue } from "./Value.tsx";

interface PairProps {
  first: ReactNode;
  /** What the second is a value of: the column's head names the first alone. */
  column: "uptime" | "rss";
  second: ReactNode;
  className: string;
}

function Pair({ first, column, second, className }: PairProps) {
  const t = useWorkersMessages();
  return (
    <td className={`align-middle tabular-nums ${className}`}>
      {first}
      <Apart />
      <span className="mt-0.5 block text-xs leading-4 text-muted-foreground">
        <span aria-hidden>{t.workers.short[column]} </span>
        <span className="sr-only">{t.workers.column[column]} </span>
        {second}
      </span>
    </td>
  );
}

/** A count with what it took in memory below. */
export function CountPair({ requests, rss }: { requests: ReactNode; rss: ReactNode }) {
  const look = "py-0.5 pr-3 pl-1 text-right leading-[1.0625rem]";
  return <Pair first={requests} column="rss" second={rss} className={look} />;
}

/** A worker's values on a phone, two in each cell. */
export function WorkerPairs({ row, gone }: { row: WorkerRow; gone: boolean }) {
  const number = (column: "requests" | "rss" | "uptime") => {
    const value = cellValue(row, column);
    return <NumberValue column={column} value={typeof value === "number" ? value : null} />;
  };
  const state = <StateBadge state={row.state} gone={gone} />;
  return (
    <>
      <Pair first={state} column="uptime" second={number("uptime")} className="pl-2" />
      <CountPair requests={number("requests")} rss={number("rss")} />
    </>
  );
}
