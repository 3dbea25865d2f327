import { useFormat } from "../format/useFormat.ts";
import { usePanelMessages } from "../i18n/language.ts";
import type { TableRow } from "./summary.ts";

interface ChartTableProps {
  caption: string;
  heads: readonly string[];
  rows: readonly TableRow[];
  formatValue(value: number): string;
}

/** A chart's numbers as a table, newest first. */
export function ChartTable({ caption, heads, rows, formatValue }: ChartTableProps) {
  const { charts: t } = usePanelMessages();
  const { clock } = useFormat();
  return (
    <section
      className="mt-3 max-h-64 overflow-auto rounded-md border"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll container must be reachable by keyboard
      tabIndex={0}
      aria-label={`${caption}: ${t.table}`}
    >
      <table className="w-full border-collapse text-xs tabular-nums">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-muted text-left">
          <tr>
            {[t.time, ...heads].map((head) => (
              <th key={head} scope="col" className="px-2 py-1.5 font-medium">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.t} className="border-t">
              <th scope="row" className="px-2 py-1 text-left font-normal">
                {clock(row.t)}
              </th>
              {row.values.map((value, index) => (
                <td key={heads[index]} className="px-2 py-1">
                  {value === null ? (
                    <span className="text-muted-foreground">{t.noData}</span>
                  ) : (
                    formatValue(value)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
