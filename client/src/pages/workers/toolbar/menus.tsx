import type { WorkerRow } from "../../../../../server/types.ts";
import { downloadText } from "../../../browser/download.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { Columns3, Download } from "../../../ui/icons.ts";
import { Popover } from "../../../ui/Popover.tsx";
import { COLUMNS, type Column } from "../columns.ts";
import { exportName, toCsv, toJson } from "../rows/exportRows.ts";

interface ColumnsMenuProps {
  shown: readonly Column[];
  /** Whether the button's text is only for screen readers. */
  iconsOnly: boolean;
  /** `undefined`: as many as fit. */
  onChange(columns: Column[] | undefined): void;
}

/** Chooses the columns; the app is always shown. */
export function ColumnsMenu({ shown, iconsOnly, onChange }: ColumnsMenuProps) {
  const t = useWorkersMessages();
  const toggle = (column: Column) =>
    onChange(COLUMNS.filter((each) => shown.includes(each) !== (each === column)));
  const button = (
    <>
      <Icon node={Columns3} className="size-3.5" />
      <span className={iconsOnly ? "sr-only" : ""}>{t.workers.columns}</span>
    </>
  );
  return (
    <Popover button={button}>
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
    </Popover>
  );
}

const FORMATS = [
  ["csv", "text/csv;charset=utf-8", toCsv, "exportCsv"],
  ["json", "application/json", toJson, "exportJson"],
] as const;

interface ExportMenuProps {
  /** Returns the rows in the order of the screen. */
  getRows(): readonly WorkerRow[];
  columns: readonly Column[];
  /** Whether they are grouped; groups may be collapsed. */
  grouped: boolean;
  /** Whether the button's text is only for screen readers. */
  iconsOnly: boolean;
}

/** Offers the rows as a file. */
export function ExportMenu({ getRows, columns, grouped, iconsOnly }: ExportMenuProps) {
  const t = useWorkersMessages();
  const button = (
    <>
      <Icon node={Download} className="size-3.5" />
      <span className={iconsOnly ? "sr-only" : ""}>{t.workers.export}</span>
    </>
  );
  return (
    <Popover button={button}>
      {(close) => (
        <>
          {FORMATS.map(([extension, type, write, text]) => (
            <button
              key={extension}
              type="button"
              className="block w-full rounded px-2 py-1.5 text-left hover:bg-muted"
              onClick={() => {
                downloadText(exportName(Date.now(), extension), type, write(getRows(), columns));
                close();
              }}
            >
              {t.workers[text]}
            </button>
          ))}
          {grouped && (
            <p className="max-w-64 px-2 py-1 text-xs text-muted-foreground">
              {t.workers.exportGroups}
            </p>
          )}
        </>
      )}
    </Popover>
  );
}
