import type { WorkerRow } from "../../../../../server/types.ts";
import { type Format, useFormat } from "../../../format/useFormat.ts";
import { visible } from "../../../format/visible.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { cellValue } from "../cells.ts";
import type { Column } from "../columns.ts";
import { shortId } from "../workerId.ts";
import { StateBadge } from "./StateBadge.tsx";

/** A number as its column writes it. */
export function writeNumber(column: Column, value: number, format: Format): string {
  if (column === "rss" || column === "heapUsed") return format.bytes(value);
  if (column === "avgResponseTimeMs") return format.ms(value);
  if (column === "uptime" || column === "idleSeconds") return format.duration(value);
  return format.count(value);
}

/** From here on a count has no room in a table. */
const LONG_COUNT = 1_000_000;
const DAY = 86_400;

/** A number as a table has room for it: great counts in three digits, many days without their hours. */
export function writeShort(column: Column, value: number, format: Format): string {
  if (column === "requests" || column === "errors") {
    return value < LONG_COUNT ? format.count(value) : format.short(value);
  }
  const isLong = (column === "uptime" || column === "idleSeconds") && value >= 100 * DAY;
  return writeNumber(column, isLong ? value - (value % DAY) : value, format);
}

/** Where there is nothing to measure: a dash to the eye, words to a screen reader. */
function NoValue({ words }: { words: string }) {
  return (
    <span className="text-muted-foreground" title={words}>
      <span aria-hidden>–</span>
      <span className="sr-only">{words}</span>
    </span>
  );
}

/** A number of a worker or a sum; what is not known is "n/a", and an uptime of no worker a dash. */
export function NumberValue({ column, value }: { column: Column; value: number | null }) {
  const t = useWorkersMessages();
  const format = useFormat();
  if (value !== null) {
    const [short, exact] = [writeShort, writeNumber]
      .map((write) => write(column, value, format))
      .map((text) => (column === "idleSeconds" ? t.workers.ago(text) : text));
    if (short === exact) return <>{exact}</>;
    return (
      <span title={exact}>
        <span aria-hidden>{short}</span>
        <span className="sr-only">{exact}</span>
      </span>
    );
  }
  if (column === "uptime") return <NoValue words={t.workers.noUptime} />;
  const memory = column === "rss" || column === "heapUsed";
  return (
    <span className="text-muted-foreground" title={memory ? t.workers.memoryUnknown : t.notKnown}>
      {t.notAvailable}
    </span>
  );
}

function IdValue({ id }: { id: string }) {
  const t = useWorkersMessages();
  return (
    <span className="inline-flex max-w-full items-center gap-0.5">
      <bdi className="truncate font-mono text-xs" title={visible(id)}>
        {visible(shortId(id))}
      </bdi>
      <CopyButton
        className="relative z-10 rounded p-1 text-muted-foreground hover:bg-muted hover:text-foreground"
        // The table is one stop for the Tab key: the arrow keys lead here.
        tabIndex={-1}
        text={id}
        label={t.workers.copyId(visible(id))}
      />
    </span>
  );
}

/** What a worker's row shows in a column other than its app. */
export function RowValue({ row, column, gone }: { row: WorkerRow; column: Column; gone: boolean }) {
  if (column === "id") return <IdValue id={row.id} />;
  if (column === "state") return <StateBadge state={row.state} gone={gone} />;
  const value = cellValue(row, column);
  if (typeof value === "string") return <bdi>{value}</bdi>;
  return <NumberValue column={column} value={value} />;
}
