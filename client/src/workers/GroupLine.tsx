import { ChevronRight } from "lucide-react";
import { visible } from "../format/visible.ts";
import { useWorkersMessages } from "../i18n/locale.ts";
import { AppName } from "./AppName.tsx";
import { isNumeric } from "./cells.ts";
import type { Column } from "./columns.ts";
import { FROZEN } from "./frozen.ts";
import { type Layout, lineHeight } from "./layout.ts";
import type { Line } from "./lines.ts";
import { CountPair } from "./Pairs.tsx";
import { type Sums, sumOf } from "./sums.ts";
import { NumberValue } from "./Value.tsx";
import { Values } from "./Values.tsx";

interface GroupLineProps {
  line: Line & { kind: "group" };
  index: number;
  columns: readonly Column[];
  layout: Layout;
  /** Whether its first cell stays when the others scroll sideways. */
  frozen: boolean;
  /** Whether the Tab key stops here. */
  stop: boolean;
  onToggle(app: string): void;
}

/** Whether a sum of it makes sense. */
function isSummed(column: Column): boolean {
  return isNumeric(column) && column !== "idleSeconds";
}

function SumCell({ sums, column }: { sums: Sums; column: Column }) {
  const t = useWorkersMessages();
  if (!isSummed(column)) return null;
  const partial = (column === "rss" || column === "heapUsed") && sums.memoryUnknown > 0;
  const value = sumOf(sums, column);
  return (
    <>
      {partial && value !== null && <span title={t.workers.memoryUnknown}>≥ </span>}
      <NumberValue column={column} value={value} />
    </>
  );
}

function SumCells({ line, columns, layout }: GroupLineProps) {
  const sumIn = (column: Column) => <SumCell sums={line.sums} column={column} />;
  if (layout === "list") return <Values columns={columns.filter(isSummed)} show={sumIn} />;
  if (layout === "pairs") {
    return (
      <>
        <td />
        <CountPair requests={sumIn("requests")} rss={sumIn("rss")} />
      </>
    );
  }
  return columns
    .filter((column) => column !== "app")
    .map((column) => (
      <td key={column} className="truncate px-2.5 text-right align-middle tabular-nums">
        {sumIn(column)}
      </td>
    ));
}

/** An app's row with the sums of its workers; its button shows and hides them. */
export function GroupLine(props: GroupLineProps) {
  const { line, index, columns, layout, frozen, stop, onToggle } = props;
  const t = useWorkersMessages();
  const { app, sums, open } = line;
  const [name, count] = [visible(app), t.workers.count(sums.workers)];
  return (
    <tr
      aria-rowindex={index + 2}
      className="relative border-t bg-muted/50 font-medium"
      style={{ height: lineHeight(layout, columns) }}
    >
      <th
        scope="rowgroup"
        className={`max-w-0 px-2.5 text-left align-middle font-medium ${frozen ? `${FROZEN} bg-muted` : ""}`}
      >
        <button
          type="button"
          data-line={index}
          tabIndex={stop ? 0 : -1}
          aria-expanded={open}
          title={name}
          // The parts of the name would be heard apart.
          aria-label={`${name} ${count}`}
          onClick={() => onToggle(app)}
          className="flex max-w-full items-center gap-1.5 after:absolute after:inset-0"
        >
          <ChevronRight
            aria-hidden
            className={`size-4 shrink-0 transition-transform ${open ? "rotate-90" : ""}`}
          />
          <span className="flex min-w-0 flex-wrap items-center gap-x-1.5 text-left">
            <AppName app={app} wraps={layout !== "wide"} />{" "}
            <span className="chip bg-card text-muted-foreground">{count}</span>
          </span>
        </button>
      </th>
      <SumCells {...props} />
    </tr>
  );
}
