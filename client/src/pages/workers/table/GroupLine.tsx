import { ChevronRight } from "lucide-react";
import { memo } from "react";
import { visible } from "../../../format/visible.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import type { Column } from "../columns.ts";
import { countWords } from "../rows/countWords.ts";
import type { Group } from "../rows/groups.ts";
import { isSummed } from "../rows/sums.ts";
import { AppName } from "./AppName.tsx";
import { FROZEN } from "./frozen.ts";
import { type Layout, lineHeight } from "./layout.ts";
import { CountPair } from "./Pairs.tsx";
import { Marks } from "./StateBadge.tsx";
import { SumValue } from "./SumValue.tsx";
import { Values } from "./Values.tsx";

interface GroupLineProps {
  group: Group;
  open: boolean;
  index: number;
  columns: readonly Column[];
  layout: Layout;
  /** Whether its first cell stays when the others scroll sideways. */
  frozen: boolean;
  /** Whether the Tab key stops here. */
  stop: boolean;
  onToggle(name: string): void;
}

/** How many columns its name takes: those without a sum beside it, unless it stays while they scroll. */
function spanOf({ columns, layout, frozen }: GroupLineProps): number {
  if (layout !== "wide") return layout === "pairs" ? 2 : 1;
  const sum = columns.findIndex(isSummed);
  return frozen ? 1 : sum < 0 ? columns.length : sum;
}

function SumCells(props: GroupLineProps) {
  const { group, columns, layout } = props;
  const sumIn = (column: Column) =>
    isSummed(column) ? <SumValue sums={group.sums} column={column} /> : null;
  if (layout === "list") return <Values columns={columns.filter(isSummed)} show={sumIn} />;
  if (layout === "pairs") {
    return <CountPair requests={sumIn("requests")} rss={sumIn("rss")} />;
  }
  return columns.slice(spanOf(props)).map((column) => (
    <td key={column} className="truncate px-2 text-right align-middle tabular-nums">
      {sumIn(column)}
    </td>
  ));
}

function Toggle({ group, open, index, layout, stop, onToggle }: GroupLineProps) {
  const t = useWorkersMessages();
  const [name, count] = [visible(group.title), countWords(group.sums, t.workers)];
  const isWide = layout === "wide";
  return (
    <button
      type="button"
      data-line={index}
      tabIndex={stop ? 0 : -1}
      aria-expanded={open}
      title={name}
      // The parts of the name would be heard apart.
      aria-label={`${name} ${count}`}
      onClick={() => onToggle(group.name)}
      className="flex min-w-0 items-center gap-1.5 after:absolute after:inset-0"
    >
      <ChevronRight
        aria-hidden
        className={`size-4 shrink-0 transition-transform ${open ? "rotate-90" : ""}`}
      />
      <span
        className={`flex min-w-0 items-center gap-x-1.5 text-left ${isWide ? "" : "flex-wrap"}`}
      >
        <AppName app={group.title} wraps={!isWide} />{" "}
        <span className={`chip bg-card text-muted-foreground ${isWide ? "shrink-0" : "px-1.5"}`}>
          {count}
        </span>
      </span>
    </button>
  );
}

/** An app's row with the sums of its workers; its button shows and hides them. */
export const GroupLine = memo(function GroupLine(props: GroupLineProps) {
  const { group, index, columns, layout, frozen } = props;
  return (
    <tr
      aria-rowindex={index + 2}
      className="relative border-t bg-muted/50 font-medium"
      style={{ height: lineHeight(layout, columns) }}
    >
      <th
        scope="rowgroup"
        colSpan={spanOf(props)}
        className={`max-w-0 px-2.5 text-left align-middle font-medium ${frozen ? `${FROZEN} bg-muted` : ""}`}
      >
        <span className="flex min-w-0 items-center gap-1.5">
          <Toggle {...props} />
          <Marks row={group.marks} compact />
        </span>
      </th>
      <SumCells {...props} />
    </tr>
  );
});
