import type { WorkerRow } from "../../../../../server/types.ts";
import type { RatesOfRows } from "../../../insight/rowRates.ts";
import { COLUMNS, type Column } from "../columns.ts";
import { cellValue } from "./values.ts";

/** Spreadsheets run a text that starts like this as a formula; in some languages the full-width signs too. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** The byte order mark, without which spreadsheets don't recognize UTF-8. */
const BOM = "\uFEFF";

function cell(value: string | number | boolean | null): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const escaped = FORMULA.test(value.trimStart()) || FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n\t;']/.test(escaped) ? `"${escaped.replaceAll('"', '""')}"` : escaped;
}

const FLAGS = ["ephemeral", "failed", "blocked"] as const;

/** Without these a row can't be identified. */
const IDENTIFYING: readonly Column[] = ["app", "id"];

/**
 * Rows as CSV (RFC 4180, UTF-8 with a byte order mark): app, id and the columns shown, then the flags.
 * Numbers are raw (bytes, seconds, milliseconds); an unknown value is empty. A text that a spreadsheet
 * would run as a formula is prefixed with a quote.
 */
export function toCsv(
  rows: readonly WorkerRow[],
  shown: readonly Column[],
  rates: RatesOfRows,
): string {
  const columns = COLUMNS.filter(
    (column) => IDENTIFYING.includes(column) || shown.includes(column),
  );
  const head = [...columns, ...FLAGS].join(",");
  const lines = rows.map((row) => {
    const ofRow = rates.of(row);
    const values = columns.map((column) => cell(cellValue(row, column, ofRow)));
    return [...values, ...FLAGS.map((flag) => cell(row[flag] ?? null))].join(",");
  });
  return `${BOM}${[head, ...lines].join("\r\n")}\r\n`;
}

/** Rows as indented JSON, as the server sent them. */
export function toJson(rows: readonly WorkerRow[]): string {
  return `${JSON.stringify(rows, null, 2)}\n`;
}

/** A file name with the time, valid on every system: `workers-2024-01-23T10-30-00Z.csv`. */
export function exportName(ms: number, extension: string): string {
  const stamp = new Date(ms).toISOString().slice(0, 19).replaceAll(":", "-");
  return `workers-${stamp}Z.${extension}`;
}

/** Offers a text to the user as a download. */
export function downloadText(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own reference to the data by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
