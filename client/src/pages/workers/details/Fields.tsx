import type { ReactNode } from "react";
import type { WorkerRow } from "../../../../../server/types.ts";
import { useFormat } from "../../../format/useFormat.ts";
import { visible } from "../../../format/visible.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { PrecisionToggle } from "../../../ui/PrecisionToggle.tsx";
import { COLUMNS, type Column, cellValue, isNumeric } from "../columns.ts";
import { formatNumber, NumberValue } from "../table/Value.tsx";

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid min-h-8 grid-cols-[9rem_minmax(0,1fr)] items-center gap-3 py-1">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="min-w-0 font-medium tabular-nums">{children}</dd>
    </div>
  );
}

function Id({ id }: { id: string }) {
  const t = useWorkersMessages();
  return (
    <span className="flex items-start gap-1">
      <bdi className="font-mono text-xs break-all" title={t.details.logs}>
        {visible(id)}
      </bdi>
      <CopyButton text={id} label={t.workers.copyId(visible(id))} />
    </span>
  );
}

/** A number, which switches to the exact one if it is shortened. */
function FieldNumber({ column, value }: { column: Column; value: number }) {
  const format = useFormat();
  const t = useWorkersMessages();
  const text = formatNumber(column, value, format);
  const short = column === "idleSeconds" ? t.workers.ago(text) : text;
  const isTime = column === "uptime" || column === "idleSeconds";
  const exact = isTime ? format.exactSeconds(value) : format.decimal(value, 3);
  const hasExact = short !== exact && column !== "requests" && column !== "errors";
  return hasExact ? <PrecisionToggle short={short} exact={exact} /> : short;
}

function Numbers({ row }: { row: WorkerRow }) {
  const t = useWorkersMessages();
  return COLUMNS.filter(isNumeric).map((column) => {
    const value = cellValue(row, column);
    return (
      <Field key={column} label={t.workers.column[column]}>
        {typeof value === "number" ? (
          <FieldNumber column={column} value={value} />
        ) : (
          <NumberValue column={column} value={null} />
        )}
      </Field>
    );
  });
}

/** All values of a worker. */
export function Fields({ row }: { row: WorkerRow }) {
  const t = useWorkersMessages();
  return (
    <dl className="divide-y">
      <Field label={t.workers.column.id}>
        <Id id={row.id} />
      </Field>
      <Numbers row={row} />
    </dl>
  );
}
