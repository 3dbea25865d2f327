import { Columns3 } from "lucide-react";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { Disclosure } from "../../../ui/Popover.tsx";
import { COLUMNS, type Column } from "../columns.ts";

interface ColumnsMenuProps {
  shown: readonly Column[];
  /** Whether the button has no room for its word. */
  terse: boolean;
  /** `undefined`: as many as fit. */
  onChange(columns: Column[] | undefined): void;
}

/** Which columns are shown; the app always is. */
export function ColumnsMenu({ shown, terse, onChange }: ColumnsMenuProps) {
  const t = useWorkersMessages();
  const toggle = (column: Column) =>
    onChange(COLUMNS.filter((each) => shown.includes(each) !== (each === column)));
  const button = (
    <>
      <Columns3 aria-hidden className="size-3.5" />
      <span className={terse ? "sr-only" : ""}>{t.workers.columns}</span>
    </>
  );
  return (
    <Disclosure button={button}>
      <fieldset className="min-w-44">
        <legend className="sr-only">{t.workers.columns}</legend>
        {COLUMNS.filter((column) => column !== "app").map((column) => (
          <label key={column} className="flex items-center gap-2 rounded px-2 py-1 hover:bg-muted">
            <input
              type="checkbox"
              className="accent-primary"
              checked={shown.includes(column)}
              onChange={() => toggle(column)}
            />
            {t.workers.column[column]}
          </label>
        ))}
      </fieldset>
      <button
        type="button"
        className="control-quiet mt-1 w-full"
        onClick={() => onChange(undefined)}
      >
        {t.workers.resetColumns}
      </button>
    </Disclosure>
  );
}
