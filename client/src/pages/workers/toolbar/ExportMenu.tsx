import { Download } from "lucide-react";
import type { WorkerRow } from "../../../../../server/types.ts";
import { downloadText } from "../../../browser/download.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { Disclosure } from "../../../ui/Popover.tsx";
import type { Column } from "../columns.ts";
import { exportName, toCsv, toJson } from "../rows/exportRows.ts";

const FORMATS = [
  ["csv", "text/csv;charset=utf-8", toCsv, "exportCsv"],
  ["json", "application/json", toJson, "exportJson"],
] as const;

interface ExportMenuProps {
  /** The rows in the order of the screen; asked when they are wanted. */
  rows(): readonly WorkerRow[];
  columns: readonly Column[];
  /** Whether they are in groups, whose rows may be folded away. */
  grouped: boolean;
  /** Whether the button has no room for its word. */
  terse: boolean;
}

/** Gives what is shown as a file. */
export function ExportMenu({ rows, columns, grouped, terse }: ExportMenuProps) {
  const t = useWorkersMessages();
  const button = (
    <>
      <Download aria-hidden className="size-3.5" />
      <span className={terse ? "sr-only" : ""}>{t.workers.export}</span>
    </>
  );
  return (
    <Disclosure button={button}>
      {(close) => (
        <>
          {FORMATS.map(([extension, type, write, text]) => (
            <button
              key={extension}
              type="button"
              className="block w-full rounded px-2 py-1.5 text-left hover:bg-muted"
              onClick={() => {
                downloadText(exportName(Date.now(), extension), type, write(rows(), columns));
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
    </Disclosure>
  );
}
