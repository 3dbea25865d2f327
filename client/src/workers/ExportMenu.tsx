import { Download } from "lucide-react";
import type { WorkerRow } from "../../../server/types.ts";
import { Disclosure } from "../components/Disclosure.tsx";
import { downloadText } from "../download.ts";
import { useWorkersMessages } from "../i18n/locale.ts";
import { exportName, toCsv, toJson } from "./export.ts";

const FORMATS = [
  ["csv", "text/csv;charset=utf-8", toCsv, "exportCsv"],
  ["json", "application/json", toJson, "exportJson"],
] as const;

/** Gives the rows that are shown as a file; `rows` is asked when it is wanted. */
export function ExportMenu({ rows }: { rows(): readonly WorkerRow[] }) {
  const t = useWorkersMessages();
  const button = (
    <>
      <Download aria-hidden className="size-3.5" />
      {t.workers.export}
    </>
  );
  return (
    <Disclosure button={button}>
      {(close) =>
        FORMATS.map(([extension, type, write, text]) => (
          <button
            key={extension}
            type="button"
            className="block w-full rounded px-2 py-1.5 text-left hover:bg-muted"
            onClick={() => {
              downloadText(exportName(Date.now(), extension), type, write(rows()));
              close();
            }}
          >
            {t.workers[text]}
          </button>
        ))
      }
    </Disclosure>
  );
}
