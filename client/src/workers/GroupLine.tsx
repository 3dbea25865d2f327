import { ChevronRight } from "lucide-react";
import { useWorkersMessages } from "../i18n/locale.ts";
import { type Column, isNumeric } from "./columns.ts";
import type { Line } from "./lines.ts";
import { type Sums, sumOf } from "./sums.ts";
import { NumberValue } from "./Value.tsx";

interface GroupLineProps {
  line: Line & { kind: "group" };
  index: number;
  columns: readonly Column[];
  narrow: boolean;
  onToggle(app: string): void;
}

function SumCell({ sums, column }: { sums: Sums; column: Column }) {
  const t = useWorkersMessages();
  if (!isNumeric(column) || column === "idleSeconds") return null;
  const partial = (column === "rss" || column === "heapUsed") && sums.memoryUnknown > 0;
  const value = sumOf(sums, column);
  return (
    <>
      {partial && value !== null && <span title={t.workers.memoryUnknown}>≥ </span>}
      <NumberValue column={column} value={value} />
    </>
  );
}

function NarrowSums({ sums }: { sums: Sums }) {
  return (
    <>
      <td />
      <td className="pr-3 pl-1 text-right tabular-nums">
        <SumCell sums={sums} column="requests" />
        <span className="block text-xs text-muted-foreground">
          <SumCell sums={sums} column="rss" />
        </span>
      </td>
    </>
  );
}

/** An app's row with the sums of its workers; its button shows and hides them. */
export function GroupLine({ line, index, columns, narrow, onToggle }: GroupLineProps) {
  const t = useWorkersMessages();
  const { app, sums, open } = line;
  return (
    <tr
      aria-rowindex={index + 2}
      className={`relative border-t bg-muted/50 font-medium ${narrow ? "h-19" : "h-11"}`}
    >
      <th scope="rowgroup" className="max-w-0 px-2.5 text-left align-middle font-medium">
        <button
          type="button"
          data-line={index}
          aria-expanded={open}
          onClick={() => onToggle(app)}
          className="flex max-w-full items-center gap-1.5 after:absolute after:inset-0"
        >
          <ChevronRight
            aria-hidden
            className={`size-4 shrink-0 transition-transform ${open ? "rotate-90" : ""}`}
          />
          <bdi className="truncate">{app}</bdi>
          <span className="chip bg-card text-muted-foreground">
            {t.workers.count(sums.workers)}
          </span>
        </button>
      </th>
      {narrow ? (
        <NarrowSums sums={sums} />
      ) : (
        columns
          .filter((column) => column !== "app")
          .map((column) => (
            <td key={column} className="truncate px-2.5 text-right align-middle tabular-nums">
              <SumCell sums={sums} column={column} />
            </td>
          ))
      )}
    </tr>
  );
}
