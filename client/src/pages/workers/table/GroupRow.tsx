import { memo } from "react";
import { visible } from "../../../format/visible.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { troubleOf } from "../../../insight/rowOrder.ts";
import type { RatesOfRows } from "../../../insight/rowRates.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { ChevronRight } from "../../../ui/icons.ts";
import { type Column, isOfLiving } from "../columns.ts";
import { ENDED, type Group } from "../rows/groups.ts";
import { formatWorkerCount, isSummed, type Summed } from "../rows/values.ts";
import { TROUBLES } from "../search.ts";
import { AppName, Marks, TROUBLE_LOOKS } from "./labels.tsx";
import { type Layout, lineHeight, pairsOf, STICKY_CELL } from "./layout.ts";
import { SumValue } from "./Value.tsx";
import { ListCell, PairCells } from "./WorkerRow.tsx";

interface GroupRowProps {
  group: Group;
  rates: RatesOfRows;
  open: boolean;
  index: number;
  columns: readonly Column[];
  layout: Layout;
  sort: Column | undefined;
  /** Whether its first cell stays in place when the others scroll sideways. */
  sticky: boolean;
  /** Whether it is the table's Tab stop. */
  tabStop: boolean;
  onToggle(name: string): void;
}

/** How many columns the name spans: those without a sum after it, unless it is sticky. */
function spanOf({ columns, layout, sticky }: GroupRowProps): number {
  if (layout !== "wide") return 1;
  const sum = columns.findIndex(isSummed);
  return sticky ? 1 : sum < 0 ? columns.length : sum;
}

function SumCells(props: GroupRowProps) {
  const { group, rates, columns, layout, sort } = props;
  const sums = group.sums(rates);
  const isEnded = group.name === ENDED;
  const hasSum = (column: Column): column is Summed =>
    isSummed(column) && !(isEnded && isOfLiving(column));
  const renderSum = (column: Column) =>
    hasSum(column) ? <SumValue sums={sums} column={column} /> : null;
  if (layout === "list")
    return <ListCell columns={columns.filter(hasSum)} renderValue={renderSum} />;
  if (layout === "pairs") return <PairCells pairs={pairsOf(sort)} renderValue={renderSum} />;
  return columns.slice(spanOf(props)).map((column) => (
    <td key={column} className="truncate px-2 text-right align-middle tabular-nums">
      {renderSum(column)}
    </td>
  ));
}

function Toggle({ group, rates, open, index, layout, tabStop, onToggle }: GroupRowProps) {
  const t = useWorkersMessages();
  const isEnded = group.name === ENDED;
  const name = isEnded ? t.workers.endedSection : visible(group.title);
  const count = formatWorkerCount(group.sums(rates), t.workers);
  const isWide = layout === "wide";
  return (
    <button
      type="button"
      data-line={index}
      tabIndex={tabStop ? 0 : -1}
      aria-expanded={open}
      title={isEnded ? t.workers.endedSectionHint : name}
      onClick={() => onToggle(group.name)}
      className="cover flex min-w-0 items-center gap-1.5"
    >
      <Icon
        node={ChevronRight}
        className={`size-4 shrink-0 [transition:rotate_0.15s] ${open ? "rotate-90" : ""}`}
      />
      {/* In one text: screen readers would read the parts of the name separately. */}
      <span className="sr-only">{`${name} ${count}`}</span>
      <span
        aria-hidden
        className={`flex min-w-0 items-center gap-x-1.5 text-left ${isWide ? "" : "flex-wrap"}`}
      >
        {isEnded ? (
          <span className="truncate">{name}</span>
        ) : (
          <AppName app={group.title} wraps={!isWide} />
        )}
        <span className={`chip bg-card text-muted-foreground ${isWide ? "shrink-0" : "px-1.5"}`}>
          {count}
        </span>
      </span>
    </button>
  );
}

/** The row of an app with the sums of its workers; its button shows and hides them. */
export const GroupRow = memo(function GroupRow(props: GroupRowProps) {
  const { group, rates, index, columns, layout, sticky } = props;
  const isEnded = group.name === ENDED;
  const troubles = new Set(isEnded ? [] : group.shown.map((row) => troubleOf(row, rates.of(row))));
  const trouble = TROUBLES.find((each) => troubles.has(each));
  const slow = !isEnded && group.shown.some(rates.isSlow);
  return (
    <tr
      aria-rowindex={index + 2}
      data-trouble={trouble}
      className={`relative border-t font-medium ${trouble ? TROUBLE_LOOKS[trouble] : "bg-muted-half"} ${isEnded ? "text-muted-foreground" : ""}`}
      style={{ height: lineHeight(layout, columns) }}
    >
      <th
        scope="row"
        colSpan={spanOf(props)}
        className={`max-w-0 px-2.5 text-left align-middle font-medium ${sticky ? `${STICKY_CELL} bg-muted` : ""}`}
      >
        <span className="flex min-w-0 items-center gap-1.5">
          <Toggle {...props} />
          {!isEnded && <Marks {...{ app: group.rows[0]?.app ?? "", trouble, slow }} compact />}
        </span>
      </th>
      <SumCells {...props} />
    </tr>
  );
});
