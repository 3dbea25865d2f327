import { useWorkersMessages } from "../../../i18n/language.ts";

interface EmptyTableProps {
  filtered: boolean;
  onClear(): void;
}

/** What stands there when there is no row. */
export function EmptyTable({ filtered, onClear }: EmptyTableProps) {
  const t = useWorkersMessages();
  return (
    <div className="card px-4 py-12 text-center" data-testid="empty">
      <p className="font-semibold">{filtered ? t.workers.noMatch : t.workers.none}</p>
      {filtered ? (
        <button type="button" className="control mt-3" onClick={onClear}>
          {t.workers.clear}
        </button>
      ) : (
        <p className="text-muted-foreground">{t.workers.noneHint}</p>
      )}
    </div>
  );
}
