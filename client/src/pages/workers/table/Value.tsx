import { memo } from "react";
import type { WorkerRow } from "../../../../../server/types.ts";
import { type Format, useFormat } from "../../../format/useFormat.ts";
import { visible } from "../../../format/visible.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { isHistory } from "../../../insight/counts.ts";
import type { RowRates } from "../../../insight/rowRates.ts";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { type Column, isOfLiving } from "../columns.ts";
import { cellValue, type Summed, type Sums } from "../rows/values.ts";
import { shortId } from "../workerId.ts";
import { StateBadge } from "./labels.tsx";

/** A number in its column's format. */
export function formatNumber(column: Column, value: number, format: Format): string {
  if (column === "rss" || column === "heapUsed") return format.bytes(value);
  if (column === "avgResponseTimeMs" || column === "responseMs") return format.ms(value);
  if (column === "requestRate") return format.rate(value);
  if (column === "errorRate" || column === "cpu") return format.percent(value);
  if (column === "uptime" || column === "idleSeconds") return format.duration(value);
  return format.count(value);
}

/** From here on a count is too long for the table. */
const LONG_COUNT = 1_000_000;
const DAY = 86_400;

/** A number too long for the table, shortened: large counts in three digits, many days without hours. */
function shorten(column: Column, value: number, format: Format): string | undefined {
  if (column === "requests" || column === "errors") {
    return value < LONG_COUNT ? undefined : format.short(value);
  }
  const isLong = (column === "uptime" || column === "idleSeconds") && value >= 100 * DAY;
  return isLong ? format.duration(value - (value % DAY)) : undefined;
}

/** Where there is nothing to measure: a dash, and a text for screen readers. */
function NoValue({ text }: { text: string }) {
  return (
    <span className="text-muted-foreground" title={text}>
      <span aria-hidden>–</span>
      <span className="sr-only">{text}</span>
    </span>
  );
}

interface NumberValueProps {
  column: Column;
  value: number | null;
}

/** A worker's number or a sum; an unknown one is "n/a", an uptime without a worker a dash. */
export const NumberValue = memo(function NumberValue({ column, value }: NumberValueProps) {
  const t = useWorkersMessages();
  const format = useFormat();
  if (value !== null) {
    const toText = (text: string) => (column === "idleSeconds" ? t.workers.ago(text) : text);
    const exact = toText(formatNumber(column, value, format));
    const shortened = shorten(column, value, format);
    const short = shortened === undefined ? exact : toText(shortened);
    if (short === exact) return <>{exact}</>;
    return (
      <span title={exact}>
        <span aria-hidden>{short}</span>
        <span className="sr-only">{exact}</span>
      </span>
    );
  }
  if (column === "uptime") return <NoValue text={t.workers.noUptime} />;
  const memory = column === "rss" || column === "heapUsed";
  return (
    <span className="text-muted-foreground" title={memory ? t.workers.memoryUnknown : t.unknown}>
      {t.notAvailable}
    </span>
  );
});

const IdValue = memo(function IdValue({ id }: { id: string }) {
  const t = useWorkersMessages();
  return (
    <span className="relative block">
      <bdi className="block truncate font-mono text-xs" title={visible(id)}>
        {visible(shortId(id))}
      </bdi>
      {/* Over the end of the id, where it is pointed at. */}
      <CopyButton
        className="row-copy"
        // The table is a single Tab stop: the arrow keys lead here.
        tabIndex={-1}
        // The row may show another worker later.
        key={id}
        text={id}
        label={t.workers.copyId(visible(id))}
      />
    </span>
  );
});

interface RowValueProps {
  row: WorkerRow;
  rates: RowRates | undefined;
  column: Column;
  ended: boolean;
}

/** A row's value in a column other than the app's. */
export function RowValue({ row, rates, column, ended }: RowValueProps) {
  const { workers } = useWorkersMessages();
  if (column === "id") return <IdValue id={row.id} />;
  if (column === "state") return <StateBadge row={row} ended={ended} />;
  if (isOfLiving(column) && isHistory(row) && !(column === "uptime" && row.uptime > 0)) {
    return <NoValue text={workers.noUptime} />;
  }
  const value = cellValue(row, column, rates);
  if (typeof value === "string") return <bdi>{value}</bdi>;
  const isAlarm = column === "errorRate" && value !== null && value > 0;
  const number = <NumberValue column={column} value={value} />;
  return isAlarm ? <strong className="text-bad-text">{number}</strong> : number;
}

/** A column's sum, marked if it is only a bound. */
export function SumValue({ sums, column }: { sums: Sums; column: Summed }) {
  const t = useWorkersMessages();
  const value = sums[column];
  const partial = (column === "rss" || column === "heapUsed") && sums.memoryUnknown > 0;
  const [sign, meaning] = partial
    ? ["≥", t.workers.partial]
    : column === "uptime" && sums.workers > 1
      ? ["≤", t.workers.longest]
      : [];
  return (
    <>
      {sign && value !== null && (
        <span title={meaning}>
          <span aria-hidden>{sign} </span>
          <span className="sr-only">{meaning} </span>
        </span>
      )}
      <NumberValue column={column} value={value} />
    </>
  );
}
